/** Something the person at the keyboard can put right: a wrong option, file or folder. Exit 6, never a stack. */
export class InputProblem extends Error {
  override readonly name = 'InputProblem'
}
