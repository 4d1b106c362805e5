// Cards and how they can be cut, from the suite's own catalogue.
let known;

export function catalogue() {
  known ||= fetch('/console/cards.json').then((answer) => answer.json());
  return known;
}

export function modelOf(cat, card) {
  const all = cat.cards.filter((m) => m.productIds.includes((card.productId || '').toLowerCase()));
  return all.find((m) => (card.name || '').includes(m.title)) || all[0];
}

export function typeOf(model, reference) {
  return model?.types.find((t) => t.name === reference || 'nvidia-' + t.number === reference || t.name === (reference || '').replace(/^(GRID|NVIDIA) /, ''));
}

/** Where the MIG devices lie, as the suite creates them: large ones first, at the first start that is free. Null when they do not fit. */
export function place(family, counts) {
  const wanted = family.slots.flatMap((slot) => Array(counts[slot.profile] || 0).fill(slot)).sort((a, b) => b.memory - a.memory);
  const unknown = Object.entries(counts).some(([profile, n]) => n > 0 && !family.slots.some((s) => s.profile === profile));
  const compute = wanted.reduce((sum, s) => sum + s.compute, 0);
  const media = wanted.filter((s) => s.media).length;
  if (unknown || compute > family.computeSlices || media > 1) return null;
  const placed = [];
  const fill = (taken) => {
    if (placed.length === wanted.length) return true;
    const slot = wanted[placed.length];
    for (const start of slot.starts) {
      const mask = ((1 << slot.memory) - 1) << start;
      if (taken & mask) continue;
      placed.push({ profile: slot.profile, start, size: slot.memory });
      if (fill(taken | mask)) return true;
      placed.pop();
    }
    return false;
  };
  return fill(0) ? placed : null;
}

/** Why one more device of a profile does not fit; empty when it does. */
export function hindrance(family, counts, profile) {
  if (place(family, { ...counts, [profile]: (counts[profile] || 0) + 1 })) return '';
  const slot = family.slots.find((s) => s.profile === profile);
  const used = family.slots.reduce((sum, s) => sum + s.compute * (counts[s.profile] || 0), 0);
  if (used + slot.compute > family.computeSlices) return `${used} of ${family.computeSlices} compute slices are taken, ${slot.compute} more are needed`;
  if (slot.media && family.slots.some((s) => s.media && counts[s.profile])) return 'the card has one set of media engines';
  return 'no position that the card allows is free';
}
