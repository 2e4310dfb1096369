import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A component that was built anew runs the tests again in `kami test --watch`.
    forceRerunTriggers: ['**/dist/*.wasm'],
    // The first test after a build waits until KAMI has examined the component.
    testTimeout: 30_000,
  },
});
