/** The version of the flows with which new requests start. An older version stays runnable as long as one of its requests is open. */
export const currentFlowVersion = '1';
