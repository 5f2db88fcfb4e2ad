/** How many calls each caller made in each minute, over all hosts of the service. */
export interface CallCounts {
  /**
   * @param minute such as `2026-03-02T10:00`
   * @param caller the mark of the caller
   * @param count the calls that this process has let in so far
   * @returns the calls that the other processes have let in, as far as they have reported
   */
  share(minute: string, caller: string, count: number): Promise<number>;
  forgetBefore(minute: string): Promise<void>;
}
