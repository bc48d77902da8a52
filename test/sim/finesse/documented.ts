/**
 * The REST resources that agents, supervisors and administrators use, with the errors that Cisco's documents list for each
 * (Web Services Developer Guide 12.5(1), ch. 3 to 5, "API Errors" of each object; Finesse developer site for what came later).
 * An asterisk stands for an id.
 */
export interface Documented {
  readonly path: string
  readonly verbs: readonly string[]
  /** `status ErrorType`. */
  readonly errors: readonly string[]
}

const USER = ['401 Authorization Failure', '401 Invalid Authorization User Specified', '404 User Not Found']
const USER_STATE = [
  ...USER,
  '400 Bad Request',
  '400 Generic Error',
  '400 Invalid Input',
  '400 Invalid State',
  '400 Parameter Missing',
  '401 Invalid State',
  '401 Invalid Supervisor',
]
const USER_LIST = [...USER, '400 Bad Request', '400 Finesse API Error', '404 Not Found']
const DIALOG = [
  '400 Bad Request',
  '400 Finesse API Error',
  '400 Generic Error',
  '400 Invalid Destination',
  '400 Invalid Input',
  '400 Invalid State',
  '400 Parameter Missing',
  '401 Authorization Failure',
  '401 Invalid Authorization User Specified',
  '401 Invalid State',
  '401 Invalid Supervisor',
  '404 Not Found',
  '501 Not Implemented',
]
const MEDIA = [
  ...USER,
  '400 Bad Request',
  '400 Generic Error',
  '400 Invalid Input',
  '400 Parameter Missing',
  '401 Invalid Supervisor',
  '404 Not Found',
]
const TEAM = ['401 Authorization Failure', '404 Not Found']
const TEAM_RESOURCE = [
  '400 Bad Request',
  '400 Generic Error',
  '400 Invalid Input',
  '400 Invalid State',
  '400 Parameter Missing',
  '401 Authorization Failure',
  '401 Invalid Authorization',
  '401 Invalid State',
  '404 Not Found',
  '404 TeamId Not Found',
  '416 Range Not Satisfiable',
]
const CONFIGURATION = [
  '400 Bad Request',
  '400 Finesse API Error',
  '400 Invalid Input',
  '400 Maximum Exceeded',
  '400 Parameter Missing',
  '401 Authorization Failure',
  '401 Invalid Authorization User Specified',
  '403 Forbidden',
  '404 Not Found',
]
const PHONE_BOOK = [...CONFIGURATION, '400 In Use']
const WORKFLOW = [...CONFIGURATION, '400 Database constraint violation']
const ASSIGNED = [...CONFIGURATION, '404 finesse.api.team.team_assignment_invalid_team']
const MESSAGE = [
  '400 Bad Request',
  '400 Invalid Input',
  '400 Parameter Missing',
  '400 System Resource Limit Exceeded',
  '401 Authorization Failure',
  '404 Not Found',
]
const SERVICE = ['401 Authorization Failure', '403 Forbidden', '400 Bad Request']

const of = (errors: readonly string[], ...lines: readonly string[]): readonly Documented[] =>
  lines.map((line) => {
    const [path, ...verbs] = line.split(' ')
    return { path: path!, verbs, errors }
  })

export const documented: readonly Documented[] = [
  ...of([], 'SystemInfo GET'),
  ...of(['401 Authorization Failure'], 'Users GET', 'Teams GET'),
  ...of(USER_STATE, 'User/* GET PUT'),
  ...of([...DIALOG, ...USER], 'User/*/Dialogs GET POST', 'User/*/Dialogs/Media GET', 'User/*/ReservationDialogs GET'),
  ...of(USER_LIST, 'User/*/ReasonCodes GET', 'User/*/ReasonCode/* GET', 'User/*/WrapUpReasons GET'),
  ...of(USER_LIST, 'User/*/WrapUpReason/* GET', 'User/*/PhoneBooks GET', 'User/*/Workflows GET'),
  ...of(USER_LIST, 'User/*/MediaPropertiesLayouts GET', 'User/*/MediaPropertiesLayout GET', 'User/*/Queues GET'),
  ...of([...USER_LIST, '400 Parameter Missing'], 'User/*/ClientLog POST', 'User/*/CompressedClientLog POST'),
  ...of(MEDIA, 'User/*/Media GET', 'User/*/Media/* GET PUT', 'MediaDomain GET'),
  ...of(DIALOG, 'Dialog/* GET PUT'),
  ...of(TEAM, 'Team/* GET', 'Queue/* GET'),
  ...of(ASSIGNED, 'Team/*/ReasonCodes GET PUT', 'Team/*/WrapUpReasons GET PUT', 'Team/*/PhoneBooks GET PUT'),
  ...of(ASSIGNED, 'Team/*/Workflows GET PUT', 'Team/*/LayoutConfig GET PUT', 'Team/*/MediaPropertiesLayouts GET PUT'),
  ...of(TEAM_RESOURCE, 'TeamResource/*/ReasonCodes GET', 'TeamResource/*/WrapUpReasons GET'),
  ...of(TEAM_RESOURCE, 'TeamResource/*/PhoneBooks GET', 'TeamResource/*/Workflows GET'),
  ...of(TEAM_RESOURCE, 'TeamResource/*/MediaPropertiesLayouts GET'),
  ...of(MESSAGE, 'Team/*/TeamMessages GET', 'TeamMessage POST', 'TeamMessages POST', 'TeamMessage/* GET DELETE'),
  ...of(CONFIGURATION, 'ReasonCodes GET', 'ReasonCode POST', 'ReasonCode/* GET PUT DELETE'),
  ...of(CONFIGURATION, 'WrapUpReasons GET', 'WrapUpReason POST', 'WrapUpReason/* GET PUT DELETE'),
  ...of(PHONE_BOOK, 'PhoneBooks GET', 'PhoneBook POST', 'PhoneBook/* GET PUT DELETE'),
  ...of(PHONE_BOOK, 'PhoneBook/*/Contacts GET PUT', 'PhoneBook/*/Contacts/csvFileContent GET POST'),
  ...of(PHONE_BOOK, 'PhoneBook/*/Contact POST', 'PhoneBook/*/Contact/* GET PUT DELETE'),
  ...of(WORKFLOW, 'Workflows GET', 'Workflow POST', 'Workflow/* GET PUT DELETE'),
  ...of(WORKFLOW, 'WorkflowActions GET', 'WorkflowAction POST', 'WorkflowAction/* GET PUT DELETE'),
  ...of(CONFIGURATION, 'MediaPropertiesLayouts GET', 'MediaPropertiesLayout POST'),
  ...of(CONFIGURATION, 'MediaPropertiesLayout/default GET PUT', 'MediaPropertiesLayout/* GET PUT DELETE'),
  ...of(CONFIGURATION, 'LayoutConfig/default GET PUT', 'ChatConfig GET PUT', 'ECCVariableConfig GET'),
  ...of(CONFIGURATION, 'SystemConfig GET PUT', 'ClusterConfig GET PUT', 'EnterpriseDatabaseConfig GET PUT'),
  ...of(SERVICE, 'ConnectedUsersInfo GET', 'RuntimeConfigInfo GET', 'LockedOutUsers GET', 'ConfigInfo GET'),
  ...of(SERVICE, 'MaintenanceMode GET PUT'),
  ...of(['403 Forbidden', '404 User Not Found'], 'UserAuthMode/* GET'),
  ...of(['400 Bad Request', '401 Authorization Failure', '404 Not Found'], 'Devices GET'),
]
