export { fetchModel, type ModelId } from './fetch-model.ts';
export { type Kept, keepModel } from './keep-model.ts';
export { dropModels, listModel } from './model-list.ts';
