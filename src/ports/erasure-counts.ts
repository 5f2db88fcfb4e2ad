/** How many erasures the hosts of the service let through in each hour. */
export interface ErasureCounts {
  /**
   * Tells the others, and asks them.
   * @param hour such as `2026-03-02T10`, in UTC
   * @param own how many this process let through in that hour so far
   * @returns how many the other processes let through in it, as far as they have told
   */
  share(hour: string, own: number): Promise<number>;
  /** How many all processes let through in that hour. */
  total(hour: string): Promise<number>;
  forgetBefore(hour: string): Promise<void>;
}
