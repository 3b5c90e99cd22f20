/** A piece of a sentence, or a command in it. */
export interface Part {
  readonly isCode: boolean;
  readonly text: string;
}

/** Commands stand between backticks; a backtick without its partner is text. */
export function codeParts(text: string): Part[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => ({ isCode: index % 2 === 1, text: part }))
    .filter(({ text: part }) => part !== '');
}
