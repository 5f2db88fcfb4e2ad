/** What the service tells about the clock of a request, once for each last day; `extended` once for the request. */
export const reminders = ['extended', 'due-soon', 'overdue'] as const;

export type Reminder = (typeof reminders)[number];
