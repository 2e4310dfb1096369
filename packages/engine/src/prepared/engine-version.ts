/**
 * Version of the prepared form: transpiler, post-processing and host-call interface. A prepared form of another version
 * is made anew.
 */
export const ENGINE_VERSION = '5-jco0.15.0';
