/** Asks for a second look, with what was wrong with the first. It stands at the end of the first prompt. */
export const renderSecondLook = (fault: string): string =>
  `# Correction

An earlier answer could not be used: ${fault}. Look at the conversation anew and write the whole answer again, with
"look": "second". Copy each quote character for character out of the assistant turn that you name. Where no passage can
be quoted, the answer to that question is false; do not keep a yes for the sake of the earlier answer.`;

/** Asks for the same again, after an answer that could not be read at all. */
export const renderAgain = (fault: string): string =>
  `# Correction

An earlier answer could not be used: ${fault}. Write the whole answer again as one JSON object.`;
