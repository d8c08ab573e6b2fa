/** The most mutations of one exchange. Apart from the protocol's schemas, because the first screen needs only this. */
export const BATCH_MUTATIONS = 100;
