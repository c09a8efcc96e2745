/** A text in which a quote is looked for: composed characters (NFC), and one blank for any run of white space. */
export const foldSpace = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
