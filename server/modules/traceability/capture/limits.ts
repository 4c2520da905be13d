/** What a capture may bring at once; OPTIONS /epcis/capture says the same. */
export const CAPTURE_EVENTS = 100_000;
export const CAPTURE_BYTES = 64 * 1024 * 1024;
/** Errors that a job keeps; the rest are counted. */
export const CAPTURE_ERRORS = 100;
/** Events written at once. The first batches are smaller, so that the database begins early. */
export const BATCH = 2000;
export const FIRST_BATCH = 250;
