import type { App } from '../../commands/services.ts';
import { paperCard } from '../messages/paper-card.ts';

/**
 * Threads that were being made when the program ended are found again, or given up so that they can be opened again.
 */
export async function recoverDiscussions({ discussing, store, index, log }: App): Promise<void> {
  try {
    const found = await discussing.recover(store.alone, (paperId, mark) => {
      const paper = index().get(paperId);
      return paper && { paper, message: paperCard(paper, { mark }) };
    });
    if (found > 0) log.info({ threads: found }, 'Threads that were begun before the last end were found again');
  } catch (err) {
    log.warn(
      { err },
      'Threads that were begun before the last end could not be looked for; the next press of Discuss will',
    );
  }
}
