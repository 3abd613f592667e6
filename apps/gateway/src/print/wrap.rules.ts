/** Text in lines that fit, broken between words; its own line breaks are kept, and a word too wide for a line is cut. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(/\s+/)) {
      const line = lines.at(-1)!;
      const longer = line ? `${line} ${word}` : word;
      if (fits(longer)) lines[lines.length - 1] = longer;
      else lines.splice(line ? lines.length : 0, line ? 0 : 1, ...pieces(word, fits));
    }
    return lines;
  });
}

function pieces(word: string, fits: (line: string) => boolean): string[] {
  const cut: string[] = [''];
  for (const letter of word) {
    if (fits(cut.at(-1)! + letter)) cut[cut.length - 1] += letter;
    else cut.push(letter);
  }
  return cut;
}
