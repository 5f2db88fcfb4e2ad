/** The kinds of reminders about the clock of a request. Each kind is sent once for each last day; `extended` once for the request. */
export const reminders = ['extended', 'due-soon', 'overdue'] as const;

export type Reminder = (typeof reminders)[number];
