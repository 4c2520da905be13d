/** Files that may prove something: for the `accept` of a file field; the bytes decide all the same. No schema here. */
export const evidenceExtensions = ['.pdf', '.docx', '.xlsx', '.pptx', '.ofd', '.png', '.jpg', '.jpeg', '.txt', '.csv'];
