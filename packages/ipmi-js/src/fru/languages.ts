/** Languages of inventories (FRU 1.3, section 15). */
import type { Language } from './inventory.ts';

const NAMES = [
  ...['English', 'Afar', 'Abkhazian', 'Afrikaans', 'Amharic', 'Arabic', 'Assamese', 'Aymara', 'Azerbaijani'],
  ...['Bashkir', 'Byelorussian', 'Bulgarian', 'Bihari', 'Bislama', 'Bengali; Bangla', 'Tibetan', 'Breton'],
  ...[
    'Catalan',
    'Corsican',
    'Czech',
    'Welsh',
    'Danish',
    'German',
    'Bhutani',
    'Greek',
    'English',
    'Esperanto',
  ],
  ...[
    'Spanish',
    'Estonian',
    'Basque',
    'Persian',
    'Finnish',
    'Fiji',
    'Faeroese',
    'French',
    'Frisian',
    'Irish',
  ],
  ...[
    'Scots Gaelic',
    'Galician',
    'Guarani',
    'Gujarati',
    'Hausa',
    'Hindi',
    'Croatian',
    'Hungarian',
    'Armenian',
  ],
  ...['Interlingua', 'Interlingue', 'Inupiak', 'Indonesian', 'Icelandic', 'Italian', 'Hebrew', 'Japanese'],
  ...[
    'Yiddish',
    'Javanese',
    'Georgian',
    'Kazakh',
    'Greenlandic',
    'Cambodian',
    'Kannada',
    'Korean',
    'Kashmiri',
  ],
  ...['Kurdish', 'Kirghiz', 'Latin', 'Lingala', 'Laothian', 'Lithuanian', 'Latvian, Lettish', 'Malagasy'],
  ...['Maori', 'Macedonian', 'Malayalam', 'Mongolian', 'Moldavian', 'Marathi', 'Malay', 'Maltese', 'Burmese'],
  ...['Nauru', 'Nepali', 'Dutch', 'Norwegian', 'Occitan', '(Afan) Oromo', 'Oriya', 'Punjabi', 'Polish'],
  ...['Pashto, Pushto', 'Portuguese', 'Quechua', 'Rhaeto-Romance', 'Kirundi', 'Romanian', 'Russian'],
  ...['Kinyarwanda', 'Sanskrit', 'Sindhi', 'Sangro', 'Serbo-Croatian', 'Singhalese', 'Slovak', 'Slovenian'],
  ...['Samoan', 'Shona', 'Somali', 'Albanian', 'Serbian', 'Siswati', 'Sesotho', 'Sudanese', 'Swedish'],
  ...['Swahili', 'Tamil', 'Telugu', 'Tajik', 'Thai', 'Tigrinya', 'Turkmen', 'Tagalog', 'Setswana', 'Tonga'],
  ...['Turkish', 'Tsonga', 'Tatar', 'Twi', 'Ukrainian', 'Urdu', 'Uzbek', 'Vietnamese', 'Volapuk', 'Wolof'],
  ...['Xhosa', 'Yoruba', 'Chinese', 'Zulu'],
];
const ENGLISH: readonly number[] = [0, 25];

export function languageOf(code: number): Language {
  return { code, name: NAMES[code] ?? null };
}

/** Texts of other languages are Unicode where those of English are Latin 1. */
export function isEnglish(code: number): boolean {
  return ENGLISH.includes(code);
}
