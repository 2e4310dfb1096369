let called = false;

/** Notes that an export was called: from now on the host answers. */
export function enterCall(): void {
  called = true;
}

/** False while the component is being built, when imports cannot be called. */
export function hostIsThere(): boolean {
  return called;
}
