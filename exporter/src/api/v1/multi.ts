import { z } from 'zod';

/** More choices than any list on a screen offers. */
const MAX_VALUES = 50;
const MAX_VALUE = 128;
const MAX_TEXT = MAX_VALUES * (MAX_VALUE + 1);

/** A filter that takes one value or several, separated by commas: whatever has one of them passes. */
export function multi<V extends string>(value: z.ZodType<V>, meaning = '') {
  return z
    .string()
    .max(MAX_TEXT)
    .transform((text, context): V[] => {
      const words = [...new Set(text.split(','))];
      if (words.length > MAX_VALUES)
        context.addIssue({ code: 'custom', message: `more than ${MAX_VALUES} values`, input: text });
      return words.slice(0, MAX_VALUES).flatMap((word) => {
        const checked = value.safeParse(word);
        if (checked.success) return [checked.data];
        const message = `${JSON.stringify(word.slice(0, MAX_VALUE))}: ${checked.error.issues[0]?.message ?? 'not valid'}`;
        context.addIssue({ code: 'custom', message, input: word });
        return [];
      });
    })
    .meta({ description: [meaning, choicesOf(value)].filter((part) => part !== '').join(' ') });
}

function choicesOf(value: z.ZodType): string {
  const separated = `One, or up to ${MAX_VALUES} separated by commas`;
  return value instanceof z.ZodEnum ? `${separated}: ${value.options.join(', ')}.` : `${separated}.`;
}

export const multiWord = (meaning = '') => multi(z.string().min(1).max(MAX_VALUE), meaning);
