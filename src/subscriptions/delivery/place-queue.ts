/** Runs what concerns the same place one after the other, in the order in which it came. */
export function placeQueue(): (place: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (place, work) => {
    const mine = (last.get(place) ?? Promise.resolve()).then(work);
    const ended = mine.then(
      () => {},
      () => {},
    );
    last.set(place, ended);
    void ended.then(() => {
      if (last.get(place) === ended) last.delete(place);
    });
    return mine;
  };
}
