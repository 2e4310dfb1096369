import { defineConfig } from 'vitest/config';

// A component that was built anew runs the tests again in `kami test --watch`.
export default defineConfig({ test: { forceRerunTriggers: ['**/dist/*.wasm'] } });
