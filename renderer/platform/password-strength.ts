/** 0 (guessed at once) to 4 (very strong). The estimator and its word lists are loaded when a password is first chosen. */
export async function estimateStrength(password: string, words: readonly string[]): Promise<0 | 1 | 2 | 3 | 4> {
  const estimate = await loadEstimator();
  // Longer than this adds nothing to the verdict and much to the time it takes.
  return estimate(password.slice(0, 64), [...words]);
}

type Estimate = (password: string, words: string[]) => 0 | 1 | 2 | 3 | 4;
let loading: Promise<Estimate> | undefined;

function loadEstimator(): Promise<Estimate> {
  loading ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ zxcvbn, zxcvbnOptions }, common]) => {
      zxcvbnOptions.setOptions({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
      return (password, words) => zxcvbn(password, words).score;
    },
  );
  return loading;
}
