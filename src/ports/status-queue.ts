/** A CloudEvents 1.0 event in structured JSON. */
export interface StatusEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type:
    | 'habeas.request.accepted.v1'
    | 'habeas.request.rejected.v1'
    | 'habeas.request.finished.v1'
    | 'habeas.request.extended.v1'
    | 'habeas.request.due-soon.v1'
    | 'habeas.request.overdue.v1'
    | 'habeas.brake.engaged.v1';
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
}

/** The queue `dsar-status`. */
export interface StatusQueue {
  send(event: StatusEvent): Promise<void>;
}
