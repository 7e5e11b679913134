export { autoDeploy } from './auto-deploy.ts';
export { branches } from './branches.ts';
export { deploy } from './deploy.ts';
export { drift } from './drift.ts';
export { invoke } from './invoke.ts';
export { plan } from './plan.ts';
export { searchBranches } from './search-branches.ts';
export { target } from './target.ts';
