/** Numbers of records in rising order, as pairs of a first one and how many follow one another from there. */
export type SeqRanges = readonly number[];

/** Packs numbers in rising order, without doubles. */
export function packSeqs(seqs: readonly number[]): SeqRanges {
  const ranges: number[] = [];
  let next = NaN;
  for (const seq of seqs) {
    const last = ranges.length - 1;
    if (seq === next) ranges[last] = (ranges[last] ?? 0) + 1;
    else ranges.push(seq, 1);
    next = seq + 1;
  }
  return ranges;
}

/** The numbers again. */
export function unpackSeqs(ranges: SeqRanges): readonly number[] {
  const seqs: number[] = [];
  for (let place = 0; place < ranges.length; place += 2) {
    const first = ranges[place] ?? 0;
    const count = ranges[place + 1] ?? 0;
    for (let step = 0; step < count; step++) seqs.push(first + step);
  }
  return seqs;
}
