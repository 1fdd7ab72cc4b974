/** Stands in for actions/setup-python: puts the Python that the test has made in front of PATH. */
import * as core from '@actions/core';

const bin = process.env['ASSAY_TEST_PYTHON'];
if (bin === undefined) throw new Error('this workflow sets up Python, and the test has given it none');
core.addPath(bin);
