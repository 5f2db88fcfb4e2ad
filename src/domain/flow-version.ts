/** Version of the flows that new requests start with; older ones stay runnable while requests of theirs are open. */
export const currentFlowVersion = '1';
