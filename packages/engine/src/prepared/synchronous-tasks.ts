/**
 * What stands in for jco's task machinery in a component without asynchronous functions. It keeps what
 * a synchronous task has by the component model's canonical ABI: the borrow scope of a call, the two
 * context slots, "may leave" and "may not be entered again after a trap, or while it is running". There
 * are no finalizers: an instance ends as a whole, and one that ran later would find another call.
 * The classes are given what belongs to an instance, so that all instances share them (`share-declarations`).
 * Keys are the names that the generated code uses; each text defines its key.
 */
export const SYNCHRONOUS_TASKS: Readonly<Record<string, string>> = {
  createNewCurrentTask: `function createNewCurrentTask({ componentIdx }) {
  const task = new SynchronousTask(TASK_SCOPE, componentIdx);
  TASKS.push(task);
  return [task, task.id()];
}`,
  TASKS: 'const TASKS = [];',
  TASK_SCOPE:
    'const TASK_SCOPE = { tasks: TASKS, borrowing: RESOURCE_SCOPE_TASKS, nextId: () => ++RESOURCE_SCOPE_ID };',
  SynchronousTask: `class SynchronousTask {
  #scope;
  #id;
  #componentIdx;
  #state = 'running';
  #borrows = 0;
  #lenders = [];
  storage = [0, 0];
  constructor(scope, componentIdx) {
    this.#scope = scope;
    this.#id = scope.nextId();
    this.#componentIdx = componentIdx;
  }
  id() { return this.#id; }
  componentIdx() { return this.#componentIdx; }
  resourceScopeId() { return this.#id; }
  setCalleeIsAsync() {}
  setReturnMemoryIdx() {}
  setReturnMemory() {}
  enterSync() { return true; }
  mayBlock() { return false; }
  isResolvedState() { return this.#state !== 'running'; }
  isExited() { return this.#state === 'exited'; }
  addBorrowedHandle() {
    this.#scope.borrowing.set(this.#id, this);
    this.#borrows += 1;
  }
  removeBorrowedHandle() { this.#borrows -= 1; }
  addResourceLender(table, handle) { this.#lenders.push(table, handle); }
  resolve() {
    if (this.#state !== 'running') throw new Error('the task is already resolved');
    if (this.#borrows !== 0) throw new WebAssemblyRuntimeError('borrow handles still remain at the end of the call');
    for (let i = 0; i < this.#lenders.length; i += 2) this.#lenders[i][this.#lenders[i + 1] << 1] -= 1;
    this.#scope.borrowing.delete(this.#id);
    this.#state = 'resolved';
  }
  setErrored() {}
  reject() { this.#state = 'rejected'; }
  exit() {
    if (this.#state === 'exited') throw new Error('the task has already exited');
    if (this.#state === 'running') throw new Error('the task exits without a result');
    this.#state = 'exited';
    const { tasks } = this.#scope;
    const at = tasks.lastIndexOf(this);
    if (at !== -1) tasks.length = at;
  }
}`,
  finalizationRegistryCreate:
    'function finalizationRegistryCreate() { return { register() {}, unregister() {} }; }',
  HOST_TASK:
    'const HOST_TASK = Object.freeze({ resolve() {}, exit() {}, setErrored() {}, reject() {}, getParentSubtask() {} });',
  _withGlobalCurrentTaskMeta: 'function _withGlobalCurrentTaskMeta({ fn }) { return fn(); }',
  getOrCreateAsyncState: `function getOrCreateAsyncState(componentIdx) {
  let state = COMPONENT_STATES.get(componentIdx);
  if (state === undefined) COMPONENT_STATES.set(componentIdx, (state = new ComponentState(INSTANCE_FLAGS, componentIdx)));
  return state;
}`,
  COMPONENT_STATES: 'const COMPONENT_STATES = new Map();',
  ComponentState: `class ComponentState {
  #flags;
  #componentIdx;
  #trapped = false;
  #mayLeave = true;
  constructor(flags, componentIdx) {
    this.#flags = flags;
    this.#componentIdx = componentIdx;
  }
  throwIfTrapped() {
    if (this.#trapped) throw new WebAssemblyRuntimeError('wasm trap: cannot enter component instance');
  }
  markTrapped(error) {
    if (!(error instanceof WebAssemblyRuntimeError)) return false;
    _normalizeCoreTrap(error);
    this.#trapped = true;
    return true;
  }
  get mayLeave() { return (this.#flags.get(this.#componentIdx)?.value ?? (this.#mayLeave ? 1 : 0)) === 1; }
  set mayLeave(value) {
    this.#mayLeave = value;
    const flags = this.#flags.get(this.#componentIdx);
    if (flags !== undefined) flags.value = value ? 1 : 0;
  }
}`,
  contextGet: 'function contextGet({ slot }) { return currentStorage(slot)[slot]; }',
  contextSet: 'function contextSet({ slot }, value) { currentStorage(slot)[slot] = value; }',
  currentStorage: `function currentStorage(slot) {
  const task = TASKS.at(-1);
  if (task === undefined || !(slot in task.storage)) throw new Error('no task has this context');
  return task.storage;
}`,
  resourceTransferBorrow: `function resourceTransferBorrow(handle, fromTid, toTid) {
  const fromTable = HANDLE_TABLES[fromTid];
  const { rep, own } = rscTableGet(fromTable, handle);
  const toTable = (HANDLE_TABLES[toTid] ??= Object.assign([T_FLAG, 0], { _createdReps: new Set() }));
  const task = TASKS.findLast((one) => one.componentIdx() === toTable._componentIdx);
  if (task !== undefined && own) {
    fromTable[handle << 1] += 1;
    task.addResourceLender(fromTable, handle);
  }
  if (toTable._createdReps.has(rep)) return rep;
  task?.addBorrowedHandle();
  return rscTableCreateBorrow(toTable, rep, task?.resourceScopeId() ?? 0);
}`,
  _symmetricSyncGuestCallEnter: `function _symmetricSyncGuestCallEnter(caller, calleeIsAsync, componentIdx) {
  if (calleeIsAsync) throw new WebAssemblyRuntimeError('wasm trap: asynchronous functions cannot be called');
  if (TASKS.some((task) => task.componentIdx() === componentIdx)) throw new WebAssemblyRuntimeError('wasm trap: cannot enter component instance');
  TASKS.push(new SynchronousTask(TASK_SCOPE, componentIdx));
  return 1;
}`,
  _symmetricSyncGuestCallExit: `function _symmetricSyncGuestCallExit() {
  const task = TASKS.at(-1);
  task.resolve();
  task.exit();
}`,
};
