import { describe, expect, it } from 'vitest'
import { RestAsker, type Told, texts } from './rest-asker.ts'

interface Parts {
  readonly name?: string
  readonly description?: string
  readonly trigger?: string
  readonly conditions?: number
  readonly actions?: readonly string[]
  readonly more?: string
}
const compare = (root: string): string =>
  `<${root}><Variable><name>mediaType</name><node>//Dialog/mediaType</node><type>CUSTOM</type></Variable><comparator>IS_EQUAL</comparator><value>Voice</value></${root}>`
const workflow = ({
  name = 'pop',
  description = '',
  trigger = 'CALL_ARRIVES',
  conditions = 0,
  actions = [],
  more = '',
}: Parts = {}) =>
  `<Workflow><name>${name}</name><description>${description}</description><media>Voice</media>
   <TriggerSet><type>SYSTEM</type><name>${trigger}</name><triggers>${compare('Trigger')}</triggers></TriggerSet>
   <ConditionSet><applyMethod>ANY</applyMethod><conditions>${compare('Condition').repeat(conditions)}</conditions></ConditionSet>
   <workflowActions>${actions.map((uri) => `<WorkflowAction><uri>/finesse/api/${uri}</uri></WorkflowAction>`).join('')}</workflowActions>${more}</Workflow>`
const param = (name: string, value: string): string => `<Param><name>${name}</name><value>${value}</value></Param>`
const variable = '<ActionVariable><name>dnis</name><type>SYSTEM</type><testValue>1</testValue></ActionVariable>'
const action = (
  name: string,
  more: { readonly params?: string; readonly variables?: number; readonly type?: string; readonly by?: string } = {},
) =>
  `<WorkflowAction><name>${name}</name><type>${more.type ?? 'BROWSER_POP'}</type><handledBy>${more.by ?? 'FINESSE_DESKTOP'}</handledBy><params>${
    more.params ?? param('path', 'https://crm.example.test/')
  }</params><actionVariables>${variable.repeat(more.variables ?? 0)}</actionVariables></WorkflowAction>`
const outcome = ({ status, type }: Told): string => (status === 200 ? 'ok' : type)

describe('workflows', () => {
  it('are kept and shown as they were made, with their actions', () => {
    const rest = new RestAsker()
    const pop = rest.create('WorkflowAction', action('pop'))
    const path = rest.create('Workflow', workflow({ conditions: 1, actions: [pop] }))
    expect(rest.get(path).body).toBe(
      '<Workflow><ConditionSet><applyMethod>ANY</applyMethod><conditions><Condition><comparator>IS_EQUAL</comparator><value>Voice</value>' +
        '<Variable><name>mediaType</name><node>//Dialog/mediaType</node><type>CUSTOM</type></Variable></Condition></conditions></ConditionSet>' +
        '<description></description><media>Voice</media><name>pop</name><TriggerSet><allowOverlappingCallWorkflow>false</allowOverlappingCallWorkflow>' +
        '<name>CALL_ARRIVES</name><triggers><Trigger><comparator>IS_EQUAL</comparator><value>Voice</value><Variable><name>mediaType</name>' +
        '<node>//Dialog/mediaType</node><type>CUSTOM</type></Variable></Trigger></triggers><type>SYSTEM</type></TriggerSet>' +
        `<uri>/finesse/api/${path}</uri><workflowActions><WorkflowAction><actionVariables/><handledBy>FINESSE_DESKTOP</handledBy><name>pop</name>` +
        '<params><Param><name>path</name><value>https://crm.example.test/</value></Param></params><type>BROWSER_POP</type>' +
        `<uri>/finesse/api/${pop}</uri></WorkflowAction></workflowActions></Workflow>`,
    )
    expect(rest.put(path, '<Workflow><description>New</description></Workflow>').status).toBe(200)
    expect(rest.get(path).body).toContain('<description>New</description><media>Voice</media><name>pop</name>')
    expect(rest.put(path, '<Workflow/>')).toMatchObject({ status: 400, type: 'Invalid Input' })
    // An action that goes is gone from the workflow as well.
    expect(rest.delete(pop).status).toBe(200)
    expect(rest.get(path).body).toContain('<workflowActions/>')
  })

  it('[WORKFLOW-01] have the limits of the guide', () => {
    const rest = new RestAsker()
    const actions = Array.from({ length: 100 }, (_, at) => rest.create('WorkflowAction', action(`a${at}`)))
    expect(outcome(rest.post('WorkflowAction', action('one more')))).toBe('Maximum Exceeded')
    const make = (parts: Parts) => outcome(rest.post('Workflow', workflow(parts)))
    expect([make({ name: 'n'.repeat(41) }), make({ name: '' }), make({ name: 'n'.repeat(40) })]).toEqual([
      'Bad Request',
      'Bad Request',
      'ok',
    ])
    expect([
      make({ name: 'd1', description: 'd'.repeat(129) }),
      make({ name: 'd2', description: 'd'.repeat(128) }),
    ]).toEqual(['Bad Request', 'ok'])
    expect([make({ name: 'c6', conditions: 6 }), make({ name: 'c5', conditions: 5 })]).toEqual(['Bad Request', 'ok'])
    expect([
      make({ name: 'a6', actions: actions.slice(0, 6) }),
      make({ name: 'a5', actions: actions.slice(0, 5) }),
    ]).toEqual(['Bad Request', 'ok'])
    expect(make({ name: 'c5' })).toBe('Database constraint violation')
    for (let at = texts(rest.get('Workflows'), 'uri').length; at < 100; at++)
      expect(make({ name: `w${at}` })).toBe('ok')
    expect(make({ name: 'one more' })).toBe('Maximum Exceeded')
    const uris = texts(rest.get('Workflows'), 'uri')
    const assign = (count: number) => {
      const items = uris.slice(0, count).map((uri) => `<Workflow><uri>${uri}</uri></Workflow>`)
      return outcome(rest.put('Team/5001/Workflows', `<Workflows>${items.join('')}</Workflows>`))
    }
    expect([assign(21), assign(20)]).toEqual(['Maximum Exceeded', 'ok'])
  })

  it('[WORKFLOW-01] so have their actions', () => {
    const rest = new RestAsker()
    const make = (...[name, more]: Parameters<typeof action>) =>
      outcome(rest.post('WorkflowAction', action(name, more)))
    expect([make('n'.repeat(65)), make('n'.repeat(64)), make('n'.repeat(64))]).toEqual([
      'Bad Request',
      'ok',
      'Database constraint violation',
    ])
    expect([make('v6', { variables: 6 }), make('v5', { variables: 5 })]).toEqual(['Bad Request', 'ok'])
  })

  it('[WORKFLOW-02] do nothing for a team until assigned, and lose their assignments when they go', () => {
    const rest = new RestAsker()
    const paths = ['one', 'two'].map((name) => rest.create('Workflow', workflow({ name })))
    const seen = (loginId: string) => texts(rest.get(`User/${loginId}/Workflows`, loginId), 'name')
    rest.sim.runFor('3s')
    expect(seen('1001')).toEqual([])
    const items = paths.toReversed().map((path) => `<Workflow><uri>/finesse/api/${path}</uri></Workflow>`)
    rest.put('Team/5001/Workflows', `<Workflows>${items.join('')}</Workflows>`)
    rest.sim.runFor('3s')
    // In the order of the assignment.
    expect([seen('1001'), seen('1003')]).toEqual([['two', 'one'], []])
    expect(rest.delete(paths[0]!).status).toBe(200)
    rest.sim.runFor('3s')
    expect(seen('1001')).toEqual(['two'])
    expect(texts(rest.get('Team/5001/Workflows'), 'name')).toEqual(['two'])
  })

  it('[WORKFLOW-03] have exactly one trigger of five', () => {
    const rest = new RestAsker()
    const triggers = ['CALL_ARRIVES', 'CALL_ANSWERED', 'CALL_ENDS', 'MAKES_CALL', 'CALL_OUTBOUND_PREVIEW']
    for (const trigger of triggers)
      expect(outcome(rest.post('Workflow', workflow({ name: trigger, trigger })))).toBe('ok')
    expect(outcome(rest.post('Workflow', workflow({ name: 'x', trigger: 'PHONE_RINGS' })))).toBe('Bad Request')
    expect(outcome(rest.post('Workflow', workflow({ name: 'x', trigger: 'CALL_ENDS,MAKES_CALL' })))).toBe('Bad Request')
    expect(outcome(rest.post('Workflow', '<Workflow><name>x</name></Workflow>'))).toBe('Bad Request')
  })

  it('[WORKFLOW-15] a supervisor gets those of the own team, not of the others supervised', () => {
    const rest = new RestAsker({ supervisors: 1 })
    const paths = ['own', 'other'].map((name) => rest.create('Workflow', workflow({ name })))
    for (const [at, team] of [5001, 5002].entries()) {
      rest.put(
        `Team/${team}/Workflows`,
        `<Workflows><Workflow><uri>/finesse/api/${paths[at]}</uri></Workflow></Workflows>`,
      )
    }
    rest.sim.runFor('3s')
    expect(rest.sim.user('1005').supervises).toEqual([0, 1])
    expect(texts(rest.get('User/1005/Workflows', '1005'), 'name')).toEqual(['own'])
  })

  it('[WORKFLOW-20] a browser pop has a window name of at most 40 characters, and any address', () => {
    const rest = new RestAsker()
    const pop = (name: string, window: string, path = 'no address at all') =>
      outcome(rest.post('WorkflowAction', action(name, { params: param('path', path) + param('windowName', window) })))
    expect([pop('a', 'w'.repeat(41)), pop('a', 'w'.repeat(40)), pop('b', ''), pop('c', 'x', '')]).toEqual([
      'Bad Request',
      'ok',
      'ok',
      'Bad Request',
    ])
  })

  it('[WORKFLOW-21] an HTTP request is PUT or POST, and handled by the desktop or another', () => {
    const rest = new RestAsker()
    const http = (name: string, method: string, by = 'OTHER') =>
      outcome(
        rest.post(
          'WorkflowAction',
          action(name, { type: 'HTTP_REQUEST', by, params: param('method', method) + param('location', 'OTHER') }),
        ),
      )
    expect([
      http('a', 'GET'),
      http('b', 'PUT'),
      http('c', 'POST', 'FINESSE_DESKTOP'),
      http('d', 'POST', 'NOBODY'),
    ]).toEqual(['Bad Request', 'ok', 'ok', 'Bad Request'])
  })

  it('name actions that are there', () => {
    const rest = new RestAsker()
    for (const uri of ['WorkflowAction/99', 'ReasonCode/1', 'WorkflowAction/x']) {
      expect(outcome(rest.post('Workflow', workflow({ actions: [uri] }))), uri).toBe('Bad Request')
    }
  })
})
