export type FunctionKind = 'activity' | 'orchestration' | 'entity';
