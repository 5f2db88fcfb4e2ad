// What the page reads from the API; the same shapes as the HTTP answers.
import type {
  Delivery,
  EndReason,
  Regulation,
  RequestId,
  RequestState,
  RequestType,
} from '../../domain/request.ts';
import type { SystemId, SystemRole } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';

export interface RequestView {
  readonly id: RequestId;
  readonly type: RequestType;
  readonly regulation: Regulation;
  readonly reference: string | null;
  readonly state: RequestState;
  readonly reason: EndReason | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
  readonly systems: readonly SystemVerdict[];
  readonly delivery: Delivery;
}

export interface RequestPage {
  readonly items: readonly RequestView[];
  readonly continuation: string | null;
}

export interface SystemView {
  readonly id: SystemId;
  readonly title: string;
  readonly connector: string;
  readonly role: SystemRole;
}

export interface PoisonView {
  readonly count: number;
  readonly messages: readonly {
    readonly id: string;
    readonly insertedAt: string;
    readonly expiresAt: string;
  }[];
}
