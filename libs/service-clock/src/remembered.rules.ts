/** What `key` stands for, made when it isn't known; of more than `kept`, the oldest is forgotten. */
export function remembered<K, V>(known: Map<K, V>, kept: number, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (known.size >= kept) known.delete(known.keys().next().value!);
  known.set(key, made);
  return made;
}
