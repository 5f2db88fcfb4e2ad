import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../store/database.ts';
import type { Journal } from '../http/journal.ts';
import type { Answer, Call, SimulatedSystem } from './call.ts';
import type { Delivery, Wire } from './delivery.ts';
import { isReading, isSpoiling, lagFrom, type SpoilingFault } from './fault.ts';
import type { Faults } from './faults.ts';
import { spoil } from './spoil.ts';

export interface Exchange {
  /** Carries out one call with the faults that apply to it. The journal is written before the answer is sent. */
  receive(call: Call): Promise<Delivery>;
}

interface ExchangeParts {
  database: DatabaseSync;
  journal: Journal;
  faults: Faults;
}

/** A truncated answer needs a real answer first, so the reading call is carried out. */
const spoilsTheAnswer = (fault: SpoilingFault, call: Call) =>
  fault.mode === 'truncate' && isReading(call);

export function createExchange(
  system: SimulatedSystem,
  { database, journal, faults }: ExchangeParts,
): Exchange {
  const journalled = (call: Call, answer: Answer): Answer => {
    journal.write(system.id, call, answer.status, answer.effect ?? null);
    return answer;
  };

  async function compose(call: Call): Promise<Delivery | undefined> {
    // The outer call is journalled before its items, because they refer to it.
    const state: { wire: Wire; seq?: number } = { wire: 'whole' };
    const composed = system.compose?.(call, async (item) => {
      state.seq ??= journal.write(system.id, call, 200, null);
      const delivery = await receive({ ...item, batch: { seq: state.seq, outer: call } });
      if (delivery.wire !== 'whole') state.wire = delivery.wire;
      return delivery.answer;
    });
    if (!composed) return undefined;
    const answer = await composed;
    if (state.seq === undefined) journalled(call, answer);
    return { answer, wire: state.wire };
  }

  async function carryOut(call: Call): Promise<Delivery> {
    const refusal = await system.admit(call);
    if (refusal) return { answer: journalled(call, refusal), wire: 'whole' };
    const composed = await compose(call);
    if (composed) return composed;
    const work = () => journalled(call, system.answer(call));
    // A reading call writes only its journal line, so it needs no transaction.
    return {
      answer: isReading(call) ? work() : inTransaction(database, work),
      wire: 'whole',
    };
  }

  async function strikeBefore(
    call: Call,
    struck: readonly SpoilingFault[],
  ): Promise<Delivery | undefined> {
    for (const fault of struck) {
      if (fault.when !== 'before' || spoilsTheAnswer(fault, call)) continue;
      if (fault.mode === 'slow') await pause(fault.delayMs ?? 1000);
      else {
        const spoilt = spoil(fault, system.failure(fault.status ?? 503, call), call);
        const answered = spoilt.wire === 'whole' || spoilt.wire === 'cut';
        journal.write(system.id, call, answered ? spoilt.answer.status : null, null);
        return spoilt;
      }
    }
    return undefined;
  }

  async function strikeAfter(
    call: Call,
    struck: readonly SpoilingFault[],
    delivery: Delivery,
  ): Promise<Delivery> {
    for (const fault of struck) {
      if (fault.when !== 'after' && !spoilsTheAnswer(fault, call)) continue;
      if (fault.mode === 'slow') await pause(fault.delayMs ?? 1000);
      else
        return spoil(
          fault,
          fault.mode === 'truncate' ? delivery.answer : system.failure(fault.status ?? 503, call),
          call,
        );
    }
    return delivery;
  }

  async function receive(call: Call): Promise<Delivery> {
    const struck = faults.strike(system.id, call);
    const spoiling = struck.filter(isSpoiling);
    const refused = await strikeBefore(call, spoiling);
    return (
      refused ??
      strikeAfter(
        call,
        spoiling,
        await carryOut({ ...call, lag: { ...call.lag, ...lagFrom(struck) } }),
      )
    );
  }

  return { receive };
}
