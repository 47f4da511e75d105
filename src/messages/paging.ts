import type { Action, Row } from '../interactions/reply.ts';

/** Previous and Next, where there is more than one page; pages count from 0. */
export function turnButtons(page: number, pages: number, to: (page: number) => Action): Row[] {
  if (pages <= 1) return [];
  return [
    [
      { label: 'Previous', does: to(page - 1), disabled: page <= 0 },
      { label: 'Next', does: to(page + 1), disabled: page >= pages - 1 },
    ],
  ];
}

export function pageFooter(count: string, page: number, pages: number): string {
  return pages > 1 ? `${count} · page ${page + 1} of ${pages}` : count;
}
