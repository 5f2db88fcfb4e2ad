import type { Settlement, SystemLine, SystemVerdict, Unsettled } from './verdict.ts';

/** What may change in the line of a system when it gets a verdict. */
export type LineChange = Partial<
  Pick<
    SystemLine,
    'counts' | 'attempts' | 'updatedAt' | 'residuals' | 'lookedAgain' | 'searched' | 'notSearched'
  >
>;

/**
 * Gives a system its verdict. No other code does this. What belonged to an earlier verdict, such as its reason or date, is dropped.
 */
export function settle(
  row: SystemVerdict,
  settlement: Settlement | Unsettled,
  change: LineChange = {},
): SystemVerdict {
  return { ...lineOf(row), ...change, ...exactly(settlement) };
}

function lineOf(row: SystemVerdict): SystemLine {
  const { id, connector, title, counts, leads, attempts, updatedAt, residuals } = row;
  const { candidates, after, lookedAgain, searched, notSearched } = row;
  const line = { id, connector, title, counts, leads, attempts, updatedAt, residuals };
  return {
    ...line,
    ...(candidates !== undefined && { candidates }),
    ...(after && { after }),
    ...(searched && { searched }),
    ...(notSearched && { notSearched }),
    ...(lookedAgain && { lookedAgain }),
  };
}

/** The settlement alone, from an object that holds more, such as the order of a step. */
function exactly(settlement: Settlement | Unsettled): Settlement | Unsettled {
  switch (settlement.verdict) {
    case null:
    case 'absent':
    case 'unconfirmed':
    case 'erased':
    case 'exported':
    case 'ambiguous':
    case 'present':
      return { verdict: settlement.verdict, code: null, until: null };
    case 'unsearched':
      return { verdict: 'unsearched', code: null, until: null, reason: settlement.reason };
    case 'expires':
    case 'pending':
      return { verdict: settlement.verdict, code: null, until: settlement.until };
    case 'retained': {
      const { until, reason, law } = settlement;
      return { verdict: 'retained', code: null, until, reason, ...(law !== undefined && { law }) };
    }
    case 'waived':
      return { verdict: 'waived', code: null, until: null, reason: settlement.reason };
    case 'unverifiable': {
      const { code, reason } = settlement;
      return { verdict: 'unverifiable', code, until: null, ...(reason && { reason }) };
    }
    case 'failed':
      return { verdict: 'failed', code: settlement.code, until: null };
  }
}
