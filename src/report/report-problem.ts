/** Something a person can put right: a full disk, a read-only folder, a file where a folder should be. */
export class ReportProblem extends Error {
  override readonly name = 'ReportProblem'
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file is in the way where a directory is needed',
  EISDIR: 'a directory is in the way where a file is needed',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the way where a directory is needed',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
}

/** An error of the file system becomes a problem in words; any other error is a defect of ours and stays itself. */
export function asReportProblem(error: unknown, place: string): unknown {
  if (error instanceof ReportProblem || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (!/^E[A-Z0-9]+$/.test(code)) return error
  const where = 'path' in error && typeof error.path === 'string' ? error.path : place
  return new ReportProblem(`cannot write the report to ${place}: ${REASONS[code] ?? code} (${where})`)
}
