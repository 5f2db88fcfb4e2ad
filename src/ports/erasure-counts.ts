/** How many erasures the hosts of the service let through in each hour. */
export interface ErasureCounts {
  /**
   * Reports the count of this process, and reads the counts of the others.
   * @param hour such as `2026-03-02T10`, in UTC
   * @param own how many this process let through in that hour so far
   * @returns how many the other processes let through in that hour, as far as they have reported
   */
  share(hour: string, own: number): Promise<number>;
  /** The number of erasures that all processes together let through in that hour. */
  total(hour: string): Promise<number>;
  forgetBefore(hour: string): Promise<void>;
}
