/**
 * One function per method of the vector files: plain input in, an object with at least the
 * expected keys out, null where there is no inference. The domain's refusals become nulls here and
 * nowhere else.
 */
import * as assignment from './adapter-assignment.ts';
import * as attribution from './adapter-attribution.ts';
import * as bayes from './adapter-bayes.ts';
import * as means from './adapter-means.ts';
import * as planning from './adapter-planning.ts';
import * as proportions from './adapter-proportions.ts';
import * as sequential from './adapter-sequential.ts';
import * as specialFunctions from './adapter-special.ts';

export const { assignmentHash, bucketRanges, chooseVariation, equalWeights } = assignment;
export const { attributionMarkov, attributionRules, attributionShapley } = attribution;
export const { banditWeights, bayesBetaBinomial, bayesNormalLift, bayesProbBest } = bayes;
export const { cuped, mergeMoments, postStratify, ratioMetric } = means;
export const { relativeMeanLift, welchMeanDiff, winsorize } = means;
export const { adaptivePeriods, adjustPValues, experimentDuration } = planning;
export const { groupSequentialBounds, peekingFalsePositiveRate } = planning;
export const { powerMeans, powerSequential, powerTwoProportions } = planning;
export const { propDiffCI, propTest, proportionCI, relativeLiftCI } = proportions;
export const { asymptoticCS, seqConversionExact, seqConversionLift, seqMeanLift } = sequential;
export const { srmChi2, srmSequential } = sequential;
export const { special } = specialFunctions;
