import type { App } from '../services.ts';

/**
 * Asked before something is stored whose answer looks papers up: while the index is built the person is refused, and
 * nothing is stored.
 * @throws {Refusal}
 */
export function needIndex({ index }: Pick<App, 'index'>): void {
  index();
}
