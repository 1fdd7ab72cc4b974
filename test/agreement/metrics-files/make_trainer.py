"""What the Trainer of Hugging Face leaves of a training: a tiny random model on made-up rows."""

import shutil
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments, set_seed

out = Path('files/trainer')
set_seed(0)
random = np.random.default_rng(0)


def rows(count):
    tokens = random.integers(0, 30, (count, 8))
    return [
        {'input_ids': row.tolist(), 'attention_mask': [1] * 8, 'labels': int(row.sum() > 120)} for row in tokens
    ]


config = BertConfig(
    vocab_size=30, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=2
)
arguments = TrainingArguments(
    output_dir='work',
    num_train_epochs=2,
    per_device_train_batch_size=16,
    learning_rate=0.01,
    eval_strategy='epoch',
    save_strategy='epoch',
    logging_steps=4,
    load_best_model_at_end=True,
    metric_for_best_model='eval_accuracy',
    use_cpu=True,
    report_to=[],
    seed=0,
)
trainer = Trainer(
    model=BertForSequenceClassification(config),
    args=arguments,
    train_dataset=rows(128),
    eval_dataset=rows(64),
    compute_metrics=lambda given: {'accuracy': float((given.predictions.argmax(1) == given.label_ids).mean())},
)
trained = trainer.train()
trainer.save_metrics('train', trained.metrics)
trainer.save_metrics('eval', trainer.evaluate())
trainer.save_state()
torch.manual_seed(0)
shutil.rmtree(out, ignore_errors=True)
out.mkdir(parents=True)
for name in ['all_results.json', 'trainer_state.json']:
    shutil.copy(f'work/{name}', out / name)
shutil.rmtree('work')
