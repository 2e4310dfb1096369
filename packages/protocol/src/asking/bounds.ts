/** Questions of one `ask`: a component that floods a person with forms ends here. */
export const MAX_QUESTIONS = 8;
/** Bytes of all questions of one `ask` as JSON: what a client has to show or to send to a model. */
export const MAX_QUESTION_BYTES: number = 256 * 1024;
/** Depth of questions and answers as JSON: a client that answers nested arrays exhausts no stack. */
export const MAX_ASKING_DEPTH = 32;
/** The words of one question, in bytes: a person reads them. */
export const MAX_QUESTION_TEXT_BYTES = 4096;
/** Bytes of all answers to one `ask` as JSON: a client does not fill the host's memory with one. */
export const MAX_ANSWER_BYTES: number = 1024 * 1024;
/** Fields of one form. */
export const MAX_FORM_FIELDS = 64;
/** Choices of one field. */
export const MAX_CHOICES = 256;
/** Roots that one answer holds. */
export const MAX_ROOTS = 1024;
