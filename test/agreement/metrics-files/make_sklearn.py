"""classification_report and cross_validate of scikit-learn, as a user's script dumps them; and single metrics beside it."""

import json
from pathlib import Path

from sklearn.datasets import load_diabetes, load_iris, make_multilabel_classification
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, classification_report, f1_score, precision_score, recall_score
from sklearn.model_selection import cross_validate, train_test_split
from sklearn.multioutput import MultiOutputClassifier

out = Path('files')

iris = load_iris()
x, x_test, y, y_test = train_test_split(iris.data[:, :2], iris.target, random_state=0)
predicted = LogisticRegression().fit(x, y).predict(x_test)
report = classification_report(y_test, predicted, target_names=iris.target_names, output_dict=True)
(out / 'sklearn-report.json').write_text(json.dumps(report, indent=1))

classes = recall_score(y_test, predicted, average=None)
expected = {
    'accuracy': accuracy_score(y_test, predicted),
    **{f'recall:{name}': score for name, score in zip(iris.target_names, classes)},
    'precision_macro': precision_score(y_test, predicted, average='macro'),
    'f1_weighted': f1_score(y_test, predicted, average='weighted'),
}
(out / 'sklearn-expected.json').write_text(json.dumps(expected, indent=1))

x, y = make_multilabel_classification(n_samples=300, n_classes=3, random_state=0)
model = MultiOutputClassifier(LogisticRegression()).fit(x[:200], y[:200])
report = classification_report(
    y[200:], model.predict(x[200:]), target_names=['a', 'b', 'c'], output_dict=True, zero_division=0
)
(out / 'sklearn-multilabel.json').write_text(json.dumps(report, indent=1))

x, y = load_diabetes(return_X_y=True)
scoring = ['r2', 'neg_mean_absolute_error', 'neg_root_mean_squared_error']
scores = cross_validate(Ridge(), x, y, cv=3, scoring=scoring)
means = {name: float(values.mean()) for name, values in scores.items() if name.startswith('test_')}
(out / 'sklearn-scores.json').write_text(json.dumps(means, indent=1))
