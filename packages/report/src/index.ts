export { addedSection } from './added/section.ts';
export { type Annotation, annotations, driftAnnotations } from './annotations.ts';
export { type ComposeContext, composeDocument } from './document/compose.ts';
export { composeDrift } from './document/drift.ts';
export { isBare, worstFirst } from './document/drift-finding.ts';
export type {
  Block,
  Column,
  Headline,
  Line,
  Paragraph,
  ReportDocument,
  Row,
  Section,
  SectionId,
  Span,
  Table,
  Tone,
} from './document/model.ts';
export { renderHtml } from './html/render.ts';
export { renderMarkdown, renderSummary } from './markdown/render.ts';
export { renderProfile } from './profile/render.ts';
export { renderBranchKept } from './retraining/branch-kept.ts';
export { retrainingTitle } from './retraining/compose.ts';
export type { Match, RetrainingFacts } from './retraining/model.ts';
export { renderRetraining } from './retraining/render.ts';
export { renderRetrainingText } from './retraining/render-text.ts';
export { renderTerminal } from './terminal/render.ts';
export { ageInWords } from './text/age.ts';
export { commandless } from './text/commandless.ts';
export { explanationInWords } from './text/explanation.ts';
export { formatBytes, formatChange, formatCount, formatNumber, formatSeconds } from './text/number.ts';
export { planInWords } from './text/plan.ts';
export { visible, visibleLines } from './text/visible.ts';
export { counted } from './text/words.ts';
export { composeTimeline } from './timeline/compose.ts';
export type { Life, Watch } from './timeline/life.ts';
export { renderTimeline } from './timeline/render.ts';
