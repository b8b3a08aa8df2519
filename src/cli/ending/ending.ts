/** The ending of a run, set by the command that ran. */
export interface CommandEnding {
  exitCode: number;
}
