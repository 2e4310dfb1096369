/**
 * The tools, resources and prompts that the conformance suite of the protocol asks for. Its manifest names it `test`, so
 * that clients see `test_simple_text` and its like.
 */
export { askingPrompts, askingTools } from './asking-tools.ts';
export { contentTools } from './content-tools.ts';
export { prompts } from './prompts.ts';
export { reportingTools } from './reporting-tools.ts';
export { resources, templates } from './resources.ts';
