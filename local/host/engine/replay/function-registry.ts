import type { FunctionApp, RegisteredFunction } from '../../worker/function-app.ts';
import type { FunctionKind } from './function-kind.ts';

const triggers: Record<FunctionKind, string> = {
  activity: 'activityTrigger',
  orchestration: 'orchestrationTrigger',
  entity: 'entityTrigger',
};
const articles: Record<FunctionKind, string> = {
  activity: 'an activity',
  orchestration: 'an orchestrator',
  entity: 'an entity',
};
const kindNames: Record<FunctionKind, string> = {
  activity: 'activity',
  orchestration: 'orchestrator',
  entity: 'entity',
};

/** The durable functions of an app, by kind and name. The case of names is ignored. */
export interface FunctionRegistry {
  find(kind: FunctionKind, name: string): RegisteredFunction | undefined;
  exists(kind: FunctionKind, name: string): boolean;
  names(kind: FunctionKind): string[];
  /** The extension's message for an unknown name. */
  unknown(kind: FunctionKind, name: string): string;
}

export function createFunctionRegistry(app: FunctionApp): FunctionRegistry {
  const find = (kind: FunctionKind, name: string): RegisteredFunction | undefined => {
    const found = app.functions.get(name.toLowerCase());
    return found?.trigger.type.toLowerCase() === triggers[kind].toLowerCase() ? found : undefined;
  };
  const names = (kind: FunctionKind) =>
    [...app.functions.values()]
      .filter(({ trigger }) => trigger.type.toLowerCase() === triggers[kind].toLowerCase())
      .map(({ name }) => name);
  return {
    find,
    exists: (kind, name) => find(kind, name) !== undefined,
    names,
    unknown(kind, name) {
      const known = names(kind);
      const told = `The function '${name}' doesn't exist, is disabled, or is not ${articles[kind]} function.`;
      if (known.length === 0)
        return `${told} Additional info: No ${kindNames[kind]} functions are currently registered!`;
      const list = known.map((own) => `'${own}'`).join(', ');
      return `${told} Additional info: The following are the known ${kindNames[kind]} functions: ${list}.`;
    },
  };
}
