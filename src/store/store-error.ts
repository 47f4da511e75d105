import { OperatorError } from '../platform/operator-error.ts';

/** The database is in use, cannot be reached or opened, or is none of ours. */
export class StoreError extends OperatorError {}
