/** All arguments of a call together, in bytes. */
export const MAX_ARGUMENT_BYTES: number = 4 * 1024 * 1024;
/** Containers inside each other in the arguments of a call. */
export const MAX_ARGUMENT_DEPTH = 64;
