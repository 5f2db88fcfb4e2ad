import type { CreateTimer, OrchestrationAction } from './orchestration-action.ts';

/**
 * The extension's message for the first timer without a valid date. JSON has no invalid date, so it arrives as null. The extension reads
 * all actions before it carries out any: Newtonsoft refuses null for the field `FireAt` (OutOfProcOrchestrationShim.AsyncAction).
 */
export function invalidTimer(
  actions: readonly OrchestrationAction[],
  path = 'actions[0]',
): string | undefined {
  for (const [index, action] of actions.entries()) {
    const place = `${path}[${String(index)}]`;
    if ('compoundActions' in action) {
      const message = invalidTimer(action.compoundActions, `${place}.compoundActions`);
      if (message !== undefined) return message;
    } else if (action.actionType === 5 && !isDate(action))
      return `Error converting value {null} to type 'System.DateTime'. Path '${place}.fireAt'.`;
  }
  return undefined;
}

function isDate({ fireAt }: CreateTimer): boolean {
  return !Number.isNaN(Date.parse(fireAt));
}
