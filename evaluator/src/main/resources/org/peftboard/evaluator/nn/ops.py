# The kernel library: fused operations as TorchScript source. Ops.java wraps this text into an archive that the engine loads; no Python runs.
#
# Dialect: what TorchScript's importer reads. Fully qualified types; `torch.NAME` is the operator aten::NAME; no imports, no defaults.
# Letters: B batch, T tokens, C model width, H heads, D head width, V vocabulary, S cache length. Scalars travel as tensors without
# dimensions: numbers given from Java would make tensors over memory that the garbage collector frees before backward reads it.
# Precision: products read their factors through self.low, sums over many numbers theirs through self.high; what these do stands in float32.py and
# bfloat16.py, one of which is put behind this text. In float32 they do nothing. What multiplies large matrices stands in blas.py and onednn.py, likewise.
class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]

  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # ---- building blocks ----

  # x (B, T, in), weight (out, in) -> (B, T, out)
  def linear(self: __torch__.Ops, x: Tensor, weight: Tensor) -> Tensor:
    return self.matrix_product(self.low(x), self.low(weight), None)

  def linear_bias(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return self.matrix_product(self.low(x), self.low(weight), self.low(bias))

  # ids (B, T) of int64, table (V, C) -> (B, T, C)
  def embedding(self: __torch__.Ops, ids: Tensor, table: Tensor) -> Tensor:
    return self.low(torch.embedding(table, ids))

  # the same where the table trains and has a gradient from elsewhere too: this one holds the rows that were read and no others, and is added into that
  def embedding_sparse(self: __torch__.Ops, ids: Tensor, table: Tensor) -> Tensor:
    return self.low(torch.embedding(table, ids, -1, False, True))

  # the same with rows (n, C) in place of those of the tokens [first, first + n)
  def embedding_with_rows(self: __torch__.Ops, ids: Tensor, table: Tensor, rows: Tensor, first: Tensor) -> Tensor:
    place = torch.sub(ids, int(first))
    last = torch.sub(torch.size(rows, 0), 1)
    inside = torch.logical_and(torch.ge(place, 0), torch.le(place, last))
    own = torch.embedding(rows, torch.clamp(place, 0, last))
    return torch.where(torch.unsqueeze(inside, -1), self.low(own), self.low(torch.embedding(table, ids)))

  # scores (.., V) of hidden (.., C) with those of the tokens [first, first + n) from rows (n, C)
  def scores_with_rows(self: __torch__.Ops, hidden: Tensor, scores: Tensor, rows: Tensor, first: Tensor) -> Tensor:
    start = int(first)
    end = torch.add(start, torch.size(rows, 0))
    before = torch.slice(scores, -1, 0, start, 1)
    behind = torch.slice(scores, -1, end, 9223372036854775807, 1)
    return torch.cat([before, torch.linear(self.low(hidden), self.low(rows), None), behind], -1)

  # table (V, C) with rows (n, C) in place of its own at [first, first + n)
  def with_rows(self: __torch__.Ops, table: Tensor, rows: Tensor, first: Tensor) -> Tensor:
    start = int(first)
    end = torch.add(start, torch.size(rows, 0))
    return torch.cat([torch.slice(table, 0, 0, start, 1), torch.to(rows, table, False, False, None), torch.slice(table, 0, end, 9223372036854775807, 1)], 0)

  # x / sqrt(mean(x^2) + eps) * weight, over the last dimension
  def rms_norm(self: __torch__.Ops, x: Tensor, weight: Tensor, eps: Tensor) -> Tensor:
    exact = self.high(x)
    return self.low(torch.mul(torch.mul(exact, self.inverse_root(exact, eps)), weight))

  # 1 / sqrt(mean(x^2) + eps) over the last dimension, through the norm: its gradient passes over x once, that of a square three times
  def inverse_root(self: __torch__.Ops, x: Tensor, eps: Tensor) -> Tensor:
    norm = torch.linalg_vector_norm(x, 2, [-1], True, dtype=None)
    mean = torch.div(torch.mul(norm, norm), torch.size(x, -1))
    return torch.rsqrt(torch.add(mean, eps))

  # the same with `offset` added to the weight
  def rms_norm_offset(self: __torch__.Ops, x: Tensor, weight: Tensor, eps: Tensor, offset: Tensor) -> Tensor:
    exact = self.high(x)
    return self.low(torch.mul(torch.mul(exact, self.inverse_root(exact, eps)), torch.add(self.high(weight), offset)))

  # (x - mean) / sqrt(variance + eps) * weight + bias, over the last dimension
  def layer_norm(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, eps: Tensor) -> Tensor:
    return self.low(torch.layer_norm(self.high(x), [torch.size(x, -1)], self.high(weight), self.high(bias), float(eps), True))

  def silu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.silu(x)

  def relu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu(x)

  def tanh(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.tanh(x)

  def gelu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="none")

  def gelu_tanh(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")

  # activation(gate) * up
  def gated_silu(self: __torch__.Ops, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul(torch.silu(gate), up)

  def gated_relu(self: __torch__.Ops, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul(torch.relu(gate), up)

  def gated_gelu(self: __torch__.Ops, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul(torch.gelu(gate, approximate="none"), up)

  def gated_gelu_tanh(self: __torch__.Ops, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul(torch.gelu(gate, approximate="tanh"), up)

  def add(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.add(x, y)

  # equal parts of the last dimension
  def parts(self: __torch__.Ops, x: Tensor, count: Tensor) -> List[Tensor]:
    return torch.chunk(x, int(count), -1)

  # x (B, T, C) without its first places
  def places_from(self: __torch__.Ops, x: Tensor, first: Tensor) -> Tensor:
    return torch.slice(x, 1, int(first), 9223372036854775807, 1)

  # two numbers side by side, and each of them
  def both(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.stack([x, y], 0)

  def first(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.select(x, 0, 0)

  def second(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.select(x, 0, 1)

  # one place of every row: x (B, T, C) -> (B, C)
  def last_place(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.select(x, 1, -1)

  def scaled(self: __torch__.Ops, x: Tensor, factor: Tensor) -> Tensor:
    return torch.mul(x, factor)

  # rows (P, C) before those of every x (B, T, C) -> (B, P + T, C)
  def behind_rows(self: __torch__.Ops, x: Tensor, rows: Tensor) -> Tensor:
    first = torch.expand(torch.unsqueeze(self.low(rows), 0), [torch.size(x, 0), -1, -1], implicit=False)
    return torch.cat([first, x], 1)

  # ---- attention ----

  # (B, T, H*D) -> (B, H, T, D)
  def heads(self: __torch__.Ops, x: Tensor, width: int) -> Tensor:
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), -1, width]), 1, 2)

  # x (B, H, T, D), cos and sin (B or 1, T, D): the rotate-half form of Hugging Face's LLaMA; the first half of sin is negative
  def rotate(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    return self.turned(x, torch.unsqueeze(cos, 1), torch.unsqueeze(sin, 1))

  # chunks, not slices: their gradients are joined, those of slices are padded with zeros and added
  def turned(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    swapped = torch.cat([halves[1], halves[0]], -1)
    return torch.addcmul(torch.mul(x, self.low(cos)), swapped, self.low(sin), value=1)

  # (B, T, H*D) -> (B, H, T, D), rotated while heads still lie side by side
  def rotated_heads(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    split = torch.view(x, [torch.size(x, 0), torch.size(x, 1), -1, torch.size(cos, 2)])
    return torch.transpose(self.turned(split, torch.unsqueeze(cos, 2), torch.unsqueeze(sin, 2)), 1, 2)

  # (B, G, T, D) -> (B, H, T, D): every key head serves H/G query heads
  def spread(self: __torch__.Ops, x: Tensor, heads: int) -> Tensor:
    groups = torch.size(x, 1)
    if torch.eq(groups, heads):
      y = x
    else:
      y = torch.repeat_interleave(x, torch.floordiv(heads, groups), 1)
    return y

  # (B, H, T, D) -> (B, T, H*D)
  def joined(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.flatten(torch.transpose(x, 1, 2), 2, 3)

  # Causal self-attention with rotary positions. q (B, T, H*D), k and v (B, T, G*D), cos and sin (B or 1, T, D) -> (B, T, H*D)
  def rope_attention(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    width = torch.size(cos, 2)
    query = self.rotated_heads(q, cos, sin)
    number = torch.size(query, 1)
    key = self.spread(self.rotated_heads(k, cos, sin), number)
    value = self.spread(self.heads(v, width), number)
    return self.joined(torch.scaled_dot_product_attention(query, key, value, None, 0., True))

  # The same where a mask (B or 1, 1, T, T), true where a query may look, says who sees whom.
  def rope_attention_masked(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
    width = torch.size(cos, 2)
    query = self.rotated_heads(q, cos, sin)
    number = torch.size(query, 1)
    key = self.spread(self.rotated_heads(k, cos, sin), number)
    value = self.spread(self.heads(v, width), number)
    return self.joined(torch.scaled_dot_product_attention(query, key, value, self.low_mask(mask), 0., False))

  # The same through a cache of (B, G, S, D), written in place at [start, start + T); mask (B, 1, T, start + T), true where a query may look.
  def rope_attention_cached(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: Tensor, mask: Tensor) -> Tensor:
    query, key, value = self.through_cache(q, k, v, cos, sin, keys, values, int(start))
    return self.joined(torch.scaled_dot_product_attention(query, key, value, self.low_mask(mask), 0., False))

  # The same where nothing is padded: one new token looks at everything, several at what is before them (start is 0 then).
  def rope_attention_cached_unpadded(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: Tensor) -> Tensor:
    query, key, value = self.through_cache(q, k, v, cos, sin, keys, values, int(start))
    causal = torch.gt(torch.size(q, 1), 1)
    return self.joined(torch.scaled_dot_product_attention(query, key, value, None, 0., causal))

  def through_cache(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: int) -> Tuple[Tensor, Tensor, Tensor]:
    width = torch.size(cos, 2)
    end = torch.add(start, torch.size(q, 1))
    query = self.rotated_heads(q, cos, sin)
    number = torch.size(query, 1)
    _0 = torch.copy_(torch.slice(keys, 2, start, end, 1), self.rotated_heads(k, cos, sin), False)
    _1 = torch.copy_(torch.slice(values, 2, start, end, 1), self.heads(v, width), False)
    key = self.spread(torch.slice(keys, 2, 0, end, 1), number)
    value = self.spread(torch.slice(values, 2, 0, end, 1), number)
    return (query, key, value)

  # The steps by themselves, for what the operations above do not cover.

  # (B, T, H*D) -> (B, H, T, D)
  def split_heads(self: __torch__.Ops, x: Tensor, width: Tensor) -> Tensor:
    return self.heads(x, int(width))

  # prefix (P, G*D) by heads -> (G, P, D)
  def prefix_heads(self: __torch__.Ops, prefix: Tensor, width: int) -> Tensor:
    return torch.transpose(torch.view(self.low(prefix), [torch.size(prefix, 0), -1, width]), 0, 1)

  # prefix (P, G*D) before heads (B, G, T, D) -> (B, G, P + T, D)
  def behind_prefix(self: __torch__.Ops, heads: Tensor, prefix: Tensor) -> Tensor:
    first = torch.unsqueeze(self.prefix_heads(prefix, torch.size(heads, 3)), 0)
    return torch.cat([torch.expand(first, [torch.size(heads, 0), -1, -1, -1], implicit=False), heads], 2)

  # writes prefix (P, G*D) to the start of a cache (B, G, S, D)
  def write_prefix(self: __torch__.Ops, prefix: Tensor, cache: Tensor) -> Tensor:
    first = torch.unsqueeze(self.prefix_heads(prefix, torch.size(cache, 3)), 0)
    return torch.copy_(torch.slice(cache, 2, 0, torch.size(prefix, 0), 1), first, False)

  # writes heads (B, G, T, D) into a cache at [start, start + T); gives all up to there
  def through_one_cache(self: __torch__.Ops, heads: Tensor, cache: Tensor, start: Tensor) -> Tensor:
    end = torch.add(int(start), torch.size(heads, 2))
    _0 = torch.copy_(torch.slice(cache, 2, int(start), end, 1), heads, False)
    return torch.slice(cache, 2, 0, end, 1)

  # query (B, H, T, D), key and value (B, G, S, D) -> (B, T, H*D)
  def attend_all(self: __torch__.Ops, query: Tensor, key: Tensor, value: Tensor, scale: Tensor) -> Tensor:
    number = torch.size(query, 1)
    return self.joined(torch.scaled_dot_product_attention(query, self.spread(key, number), self.spread(value, number), None, 0., False, scale=float(scale)))

  # the same where a place sees itself and what is before it; S = T
  def attend_causal(self: __torch__.Ops, query: Tensor, key: Tensor, value: Tensor, scale: Tensor) -> Tensor:
    number = torch.size(query, 1)
    return self.joined(torch.scaled_dot_product_attention(query, self.spread(key, number), self.spread(value, number), None, 0., True, scale=float(scale)))

  # the same under a mask (B or 1, 1, T or 1, S): true where a query may look, or numbers added to the scores
  def attend_masked(self: __torch__.Ops, query: Tensor, key: Tensor, value: Tensor, scale: Tensor, mask: Tensor) -> Tensor:
    number = torch.size(query, 1)
    return self.joined(torch.scaled_dot_product_attention(query, self.spread(key, number), self.spread(value, number), self.low_mask(mask), 0., False, scale=float(scale)))

  # a mask as numbers added to scores; x is any tensor of the same step
  def mask_bias(self: __torch__.Ops, x: Tensor, mask: Tensor) -> Tensor:
    return torch.mul(torch.to(torch.logical_not(mask), 6, False, True, None), -1.0000000000000000e+30)

  # bias (1, H, T, S) where mask (B or 1, 1, T or 1, S) is true, and so low that nothing is seen elsewhere
  def masked_bias(self: __torch__.Ops, bias: Tensor, mask: Tensor) -> Tensor:
    return torch.add(bias, self.mask_bias(bias, mask))

  # attention to a prefix (P, G*D) whose keys and values each query sees scaled by its gate (B, T or 1, 1), and to the rest; added (.., T or 1, P + S)
  def attend_gated(self: __torch__.Ops, query: Tensor, key: Tensor, value: Tensor, scale: Tensor, prefix_key: Tensor, prefix_value: Tensor, gate: Tensor, added: Tensor) -> Tensor:
    scores = torch.add(self.gated_scores(query, key, scale, prefix_key, gate), added)
    return self.gated_values(scores, value, prefix_value, gate)

  # the same where nothing is added
  def attend_gated_all(self: __torch__.Ops, query: Tensor, key: Tensor, value: Tensor, scale: Tensor, prefix_key: Tensor, prefix_value: Tensor, gate: Tensor) -> Tensor:
    scores = self.gated_scores(query, key, scale, prefix_key, gate)
    return self.gated_values(scores, value, prefix_value, gate)

  # -> (B, H, T, P + S)
  def gated_scores(self: __torch__.Ops, query: Tensor, key: Tensor, scale: Tensor, prefix_key: Tensor, gate: Tensor) -> Tensor:
    number = torch.size(query, 1)
    first_key = self.spread(torch.unsqueeze(self.prefix_heads(prefix_key, torch.size(query, 3)), 0), number)
    first = torch.mul(torch.matmul(query, torch.transpose(first_key, 2, 3)), torch.unsqueeze(gate, 1))
    others = torch.matmul(query, torch.transpose(self.spread(key, number), 2, 3))
    return torch.mul(torch.cat([first, others], 3), scale)

  # scores (B, H, T, P + S) -> (B, T, H*D)
  def gated_values(self: __torch__.Ops, scores: Tensor, value: Tensor, prefix_value: Tensor, gate: Tensor) -> Tensor:
    number = torch.size(scores, 1)
    first_value = self.spread(torch.unsqueeze(self.prefix_heads(prefix_value, torch.size(value, 3)), 0), number)
    length = torch.size(prefix_value, 0)
    shares = self.low(torch.softmax(self.high(scores), 3, None))
    seen_first = torch.mul(torch.matmul(torch.slice(shares, 3, 0, length, 1), first_value), torch.unsqueeze(gate, 1))
    seen = torch.matmul(torch.slice(shares, 3, length, 9223372036854775807, 1), self.spread(value, number))
    return self.joined(torch.add(seen_first, seen))

  # buckets (T, S) of int64, table (buckets, H), zeros (1, H, T, P) -> (1, H, T, P + S)
  def relative_bias(self: __torch__.Ops, buckets: Tensor, table: Tensor, zeros: Tensor) -> Tensor:
    bias = torch.unsqueeze(torch.permute(torch.embedding(table, buckets), [2, 0, 1]), 0)
    return torch.cat([zeros, bias], 3)

  # ---- PEFT methods ----

  # share of a sigmoid gate: x (B, T, C), weight (1, C), bias (1) -> (B, T, 1)
  def token_gate(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.sigmoid(torch.linear(self.low(x), self.low(weight), self.low(bias)))

  # its mean over the tokens -> (B, 1, 1)
  def mean_gate(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.mean(torch.sigmoid(torch.linear(self.low(x), self.low(weight), self.low(bias))), [1], True)

  # its mean over the real tokens, real (B, T, 1)
  def masked_mean_gate(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, real: Tensor) -> Tensor:
    open = torch.mul(torch.sigmoid(torch.linear(self.low(x), self.low(weight), self.low(bias))), real)
    return torch.div(torch.sum(open, [1], True), torch.sum(real, [1], True))

  # x + y * gate
  def add_gated(self: __torch__.Ops, x: Tensor, y: Tensor, gate: Tensor) -> Tensor:
    return torch.add(x, self.low(torch.mul(y, gate)))

  # x * scale by the last dimension
  def times(self: __torch__.Ops, x: Tensor, scale: Tensor) -> Tensor:
    return self.low(torch.mul(x, torch.flatten(scale)))

  # weight (out, in) with its rows scaled by l (out, 1), or its columns by l (1, in)
  def scaled_matrix(self: __torch__.Ops, weight: Tensor, l: Tensor) -> Tensor:
    return torch.mul(weight, l)

  # scaling * B drop(A x)
  def low_rank(self: __torch__.Ops, x: Tensor, a: Tensor, b: Tensor, scaling: Tensor, dropout: Tensor) -> Tensor:
    inner = torch.linear(self.low(torch.dropout(x, float(dropout), True)), self.low(a), None)
    return torch.linear(torch.mul(inner, scaling), self.low(b), None)

  def low_rank_dry(self: __torch__.Ops, x: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    return torch.linear(torch.mul(torch.linear(self.low(x), self.low(a), None), scaling), self.low(b), None)

  # L2 norms of the rows of W + scaling * B A, (out); no gradient passes through
  def low_rank_row_norms(self: __torch__.Ops, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    whole = torch.add(weight, torch.mul(torch.matmul(b, a), scaling))
    return torch.detach(torch.linalg_norm(whole, None, [1], False))

  # magnitude / norms * (base + update)
  def magnified(self: __torch__.Ops, base: Tensor, update: Tensor, magnitude: Tensor, norms: Tensor) -> Tensor:
    return self.low(torch.mul(torch.add(base, update), torch.div(magnitude, norms)))

  # rows of W + scaling * B A brought to length `magnitude`
  def magnified_merge(self: __torch__.Ops, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor, magnitude: Tensor) -> Tensor:
    whole = torch.add(weight, torch.mul(torch.matmul(b, a), scaling))
    return torch.mul(whole, torch.unsqueeze(torch.div(magnitude, torch.linalg_norm(whole, None, [1], False)), 1))

  # row norms of a matrix
  def row_norms(self: __torch__.Ops, weight: Tensor) -> Tensor:
    return torch.linalg_norm(self.high(weight), None, [1], False)

  # scaling * B (A * e) x: e (r, 1)
  def triplet(self: __torch__.Ops, x: Tensor, a: Tensor, e: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    return torch.mul(torch.linear(torch.linear(self.low(x), self.low(torch.mul(a, e)), None), self.low(b), None), scaling)

  def triplet_merge(self: __torch__.Ops, weight: Tensor, a: Tensor, e: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    return torch.add(weight, torch.mul(torch.matmul(b, torch.mul(a, e)), scaling))

  # || A A^T - I || + || B^T B - I ||, Frobenius
  def orthogonality(self: __torch__.Ops, a: Tensor, b: Tensor) -> Tensor:
    eye = torch.eye(torch.size(a, 0), dtype=None, layout=None, device=torch.device("cpu"), pin_memory=None)
    unit = torch.to(eye, a, False, False, None)
    left = torch.linalg_norm(torch.sub(torch.matmul(a, torch.t(a)), unit), None, None, False)
    right = torch.linalg_norm(torch.sub(torch.matmul(torch.t(b), b), unit), None, None, False)
    return torch.add(left, right)

  # running sensitivity and uncertainty of weight * gradient, in place
  def importance(self: __torch__.Ops, gradient: Tensor, weight: Tensor, sensitivity: Tensor, uncertainty: Tensor, beta1: Tensor, beta2: Tensor) -> Tensor:
    now = torch.abs(torch.mul(weight, gradient))
    _0 = torch.add_(torch.mul_(sensitivity, beta1), torch.mul(now, torch.rsub(beta1, 1, 1)))
    _1 = torch.add_(torch.mul_(uncertainty, beta2), torch.mul(torch.abs(torch.sub(now, sensitivity)), torch.rsub(beta2, 1, 1)))
    return now

  # lambda_b * B[:out] (lambda_d * A[:, :in] x)
  def shared_random(self: __torch__.Ops, x: Tensor, a: Tensor, b: Tensor, d: Tensor, l: Tensor) -> Tensor:
    first = torch.slice(a, 1, 0, torch.size(x, -1), 1)
    last = torch.slice(b, 0, 0, torch.size(l, 0), 1)
    inner = torch.mul(torch.linear(self.low(x), self.low(first), None), d)
    return self.low(torch.mul(torch.linear(self.low(inner), self.low(last), None), l))

  def shared_random_merge(self: __torch__.Ops, weight: Tensor, a: Tensor, b: Tensor, d: Tensor, l: Tensor) -> Tensor:
    first = torch.slice(a, 1, 0, torch.size(weight, 1), 1)
    last = torch.slice(b, 0, 0, torch.size(weight, 0), 1)
    return torch.add(weight, torch.mul(torch.matmul(last, torch.mul(first, torch.unsqueeze(d, 1))), torch.unsqueeze(l, 1)))

  # W + scaling * (w1a w1b) * (w2a w2b)
  def hadamard_merge(self: __torch__.Ops, weight: Tensor, w1a: Tensor, w1b: Tensor, w2a: Tensor, w2b: Tensor, scaling: Tensor) -> Tensor:
    return torch.add(weight, torch.mul(torch.mul(torch.matmul(w1a, w1b), torch.matmul(w2a, w2b)), scaling))

  def product(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.matmul(x, y)

  # W + scaling * (w1 kron w2)
  def kronecker_merge(self: __torch__.Ops, weight: Tensor, w1: Tensor, w2: Tensor, scaling: Tensor) -> Tensor:
    return torch.add(weight, torch.mul(torch.kron(w1, w2), scaling))

  # blocks of skew-symmetric matrices from their strict upper triangles r (k, n): places (b, b) points into a row of r with a zero behind it
  def skew(self: __torch__.Ops, r: Tensor, places: Tensor) -> Tensor:
    padded = torch.cat([r, torch.mul(torch.slice(r, 1, 0, 1, 1), 0)], 1)
    width = torch.size(places, 0)
    upper = torch.view(torch.index_select(padded, 1, torch.flatten(places)), [-1, width, width])
    return torch.sub(upper, torch.transpose(upper, 1, 2))

  def units(self: __torch__.Ops, q: Tensor) -> Tensor:
    eye = torch.eye(torch.size(q, 1), dtype=None, layout=None, device=torch.device("cpu"), pin_memory=None)
    return torch.unsqueeze(torch.to(eye, q, False, False, None), 0)

  # I + 2Q + 2Q^2 + ... + Q^(terms - 1), the Neumann series of the Cayley transform, cut
  def cayley_series(self: __torch__.Ops, r: Tensor, places: Tensor, terms: Tensor) -> Tensor:
    q = self.skew(r, places)
    power = self.units(q)
    total = torch.add(power, torch.mul(q, 0))
    count = int(terms)
    for i in range(torch.sub(count, 1)):
      power = torch.matmul(power, q)
      last = torch.__and__(torch.eq(i, torch.sub(count, 2)), torch.gt(count, 2))
      if last:
        factor = 1
      else:
        factor = 2
      total = torch.add(total, torch.mul(power, factor))
    return total

  # (I - Q)(I + Q)^-1
  def cayley(self: __torch__.Ops, r: Tensor, places: Tensor) -> Tensor:
    q = self.skew(r, places)
    unit = self.units(q)
    return torch.linalg_solve(torch.add(unit, q), torch.sub(unit, q), left=False)

  # x (.., k*b) by blocks times rotation (k, b, b)
  def rotated(self: __torch__.Ops, x: Tensor, rotation: Tensor) -> Tensor:
    blocks = torch.size(rotation, 0)
    width = torch.size(rotation, 1)
    flat = torch.transpose(torch.reshape(x, [-1, blocks, width]), 0, 1)
    return torch.reshape(torch.transpose(torch.matmul(self.low(flat), self.low(rotation)), 0, 1), torch.size(x))

  # W (out, in) times the transposed rotations, by blocks of its columns
  def rotated_merge(self: __torch__.Ops, weight: Tensor, rotation: Tensor) -> Tensor:
    return self.rotated(weight, torch.transpose(rotation, 1, 2))

  # sum over i of a[i] kron (s[i] t[i]): a (n, n, n), s (n, in/n, r), t (n, r, out/n) -> (in, out)
  def hypercomplex(self: __torch__.Ops, a: Tensor, s: Tensor, t: Tensor) -> Tensor:
    parts = torch.matmul(s, t)
    n = torch.size(a, 0)
    left = torch.reshape(a, [n, torch.size(a, 1), 1, torch.size(a, 2), 1])
    right = torch.reshape(parts, [n, 1, torch.size(parts, 1), 1, torch.size(parts, 2)])
    whole = torch.sum(torch.mul(left, right), [0], False)
    return torch.reshape(whole, [torch.mul(torch.size(a, 1), torch.size(parts, 1)), torch.mul(torch.size(a, 2), torch.size(parts, 2))])

  # x (B, T, in) times matrix (in, out) plus bias
  def times_matrix(self: __torch__.Ops, x: Tensor, matrix: Tensor, bias: Tensor) -> Tensor:
    return torch.add(torch.matmul(self.low(x), self.low(matrix)), self.low(bias))

  # bidirectional LSTM of two layers over rows (P, in): weights W by layer and direction in PyTorch's order -> (P, 2 * hidden)
  def two_lstm_layers(self: __torch__.Ops, x: Tensor, W: List[Tensor]) -> Tensor:
    hidden = torch.size(W[1], 1)
    start = torch.zeros([4, 1, hidden], dtype=None, layout=None, device=torch.device("cpu"), pin_memory=None)
    first = torch.to(start, x, False, False, None)
    y, h, c = torch.lstm(torch.unsqueeze(x, 0), [first, first], W, True, 2, 0., False, True, True)
    return torch.squeeze(y, 0)

  # W x + scaling * B A x: weight (out, in), a (r, in), b (out, r)
  def low_rank_linear_dry(self: __torch__.Ops, x: Tensor, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    flat = self.low(torch.reshape(x, [-1, torch.size(x, -1)]))
    inner = torch.mul(torch.mm(flat, torch.t(self.low(a))), scaling)
    whole = torch.addmm(self.matrix_product(flat, self.low(weight), None), inner, torch.t(self.low(b)), beta=1, alpha=1)
    return torch.view(whole, [torch.size(x, 0), torch.size(x, 1), -1])

  # W + scaling * B A
  def low_rank_merge(self: __torch__.Ops, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    return torch.add(weight, torch.mul(torch.matmul(b, a), scaling))

  # ---- loss and optimizer ----

  # rows of x (B, T, C) at flat positions (N) -> (N, C)
  def rows(self: __torch__.Ops, x: Tensor, positions: Tensor) -> Tensor:
    return torch.index_select(torch.flatten(x, 0, 1), 0, positions)

  # mean cross-entropy in nats; logits (N, V), targets (N), -100 is ignored
  def cross_entropy(self: __torch__.Ops, logits: Tensor, targets: Tensor) -> Tensor:
    return torch.cross_entropy_loss(self.high(logits), targets, None, 1, -100, 0.)

  # Mean cross-entropy in nats of the scores x weight^T, which are never kept: x (N, C), weight (V, C), targets (N), -100 is ignored. The vocabulary goes through in parts. Scores turn in
  # place into their own gradient, (softmax - one at the target) / count, and what that means for x, and for the weight where `trained` is not 0, is computed at once;
  # a sum whose value is taken off again leads it back.
  def cross_entropy_of_scores(self: __torch__.Ops, x: Tensor, weight: Tensor, targets: Tensor, trained: Tensor) -> Tensor:
    vectors = torch.detach(self.low(x))
    parts = self.parts_of_vocabulary(torch.detach(self.low(weight)))
    scores = annotate(List[Tensor], [])
    sums = annotate(List[Tensor], [])
    for i in range(torch.len(parts)):
      some = self.high(self.untaped_product(vectors, parts[i], None))
      _0 = torch.append(scores, some)
      _1 = torch.append(sums, torch.logsumexp(some, [1], False))
    total = torch.unsqueeze(torch.logsumexp(torch.stack(sums, 0), [0], False), 1)
    counted = torch.ne(targets, -100)
    share = torch.unsqueeze(torch.div(torch.to(counted, 6, False, False, None), torch.sum(counted, dtype=None)), 1)
    loss = torch.sum(torch.mul(torch.sub(total, self.scores_of_targets(scores, parts, targets)), share), dtype=None)
    if torch.is_grad_enabled():
      led = self.led_back_from_scores(x, vectors, weight, parts, scores, total, share, targets, trained)
      whole = torch.add(loss, torch.sub(led, torch.detach(led)))
    else:
      whole = loss
    return whole

  # rows of weight (V, C), as many at a time as hold 2^23 numbers
  def parts_of_vocabulary(self: __torch__.Ops, weight: Tensor) -> List[Tensor]:
    return torch.split(weight, torch.add(torch.floordiv(8388608, torch.size(weight, 1)), 1), 0)

  # places (N, 1) of the targets among `width` tokens from `first` on, cut to these, and 1 for each that is there
  def places_in_part(self: __torch__.Ops, targets: Tensor, first: int, width: int) -> Tuple[Tensor, Tensor]:
    place = torch.unsqueeze(torch.sub(targets, first), 1)
    here = torch.logical_and(torch.ge(place, 0), torch.lt(place, width))
    return (torch.clamp(place, 0, torch.sub(width, 1)), torch.to(here, 6, False, False, None))

  # (N, 1), 0 where the target is none
  def scores_of_targets(self: __torch__.Ops, scores: List[Tensor], parts: List[Tensor], targets: Tensor) -> Tensor:
    found = torch.zeros([torch.size(targets, 0), 1], dtype=6, layout=None, device=torch.device("cpu"), pin_memory=None)
    total = torch.to(found, scores[0], False, False, None)
    first = 0
    for i in range(torch.len(parts)):
      width = torch.size(parts[i], 0)
      place, here = self.places_in_part(targets, first, width)
      total = torch.add(total, torch.mul(torch.gather(scores[i], 1, place, sparse_grad=False), here))
      first = torch.add(first, width)
    return total

  # a scalar that has the loss's gradients for x and weight
  def led_back_from_scores(self: __torch__.Ops, x: Tensor, vectors: Tensor, weight: Tensor, parts: List[Tensor], scores: List[Tensor], total: Tensor, share: Tensor, targets: Tensor, trained: Tensor) -> Tensor:
    of_vectors = torch.zeros_like(self.high(vectors))
    trains = torch.ne(float(trained), 0.)
    if trains:
      of_weight = torch.empty_like(weight)
    else:
      of_weight = of_vectors
    first = 0
    for i in range(torch.len(parts)):
      width = torch.size(parts[i], 0)
      place, here = self.places_in_part(targets, first, width)
      exact = torch.scatter_add_(torch.exp_(torch.sub_(scores[i], total)), 1, place, torch.neg(here))
      of_scores = self.low(torch.mul_(exact, share))
      of_vectors = torch.add_(of_vectors, self.high(self.untaped_product(of_scores, torch.t(parts[i]), None)))
      if trains:
        some = self.untaped_product(torch.contiguous(torch.t(of_scores)), torch.t(vectors), None)
        _0 = torch.copy_(torch.slice(of_weight, 0, first, torch.add(first, width), 1), some, False)
      first = torch.add(first, width)
    led = torch.dot(torch.flatten(self.high(x)), torch.flatten(of_vectors))
    if trains:
      led = torch.add(led, torch.dot(torch.flatten(weight), torch.flatten(of_weight)))
    return led

  # gradients of a scalar loss for each of the tensors W, by rows as these are: the fused update reads memory and not places
  def gradients(self: __torch__.Ops, loss: Tensor, W: List[Tensor]) -> List[Tensor]:
    found = torch.grad([loss], W, None, None, False, True)
    result = annotate(List[Tensor], [])
    for i in range(torch.len(W)):
      one = found[i]
      if torch.__is__(one, None):
        filled = torch.zeros_like(W[i])
      else:
        filled = torch.contiguous(torch.to_dense(unchecked_cast(Tensor, one), dtype=None, masked_grad=None))
      _0 = torch.append(result, filled)
    return result

  # adds the gradients of `loss` for W to G in place; 1 for each that it reaches, else 0
  def backward_into(self: __torch__.Ops, loss: Tensor, W: List[Tensor], G: List[Tensor]) -> Tensor:
    found = torch.grad([loss], W, None, None, False, True)
    reached = annotate(List[float], [])
    for i in range(torch.len(W)):
      one = found[i]
      if torch.__is__(one, None):
        _0 = torch.append(reached, 0.)
      else:
        _1 = torch.add_(G[i], unchecked_cast(Tensor, one))
        _2 = torch.append(reached, 1.)
    return torch.tensor(reached)

  def zeros_as(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.zeros_like(x)

  # the scalar whose gradient for each of W is that of G
  def led_back(self: __torch__.Ops, zero: Tensor, W: List[Tensor], G: List[Tensor]) -> Tensor:
    total = zero
    for i in range(torch.len(W)):
      total = torch.add(total, torch.sum(torch.mul(W[i], G[i])))
    return total

  # scales all gradients G in place so that their joint L2 norm is at most `greatest`; gives the norm before
  def clip(self: __torch__.Ops, greatest: Tensor, G: List[Tensor]) -> Tensor:
    norms = torch._foreach_norm(G, 2)
    total = torch.norm(torch.stack(norms, 0), 2)
    factor = torch.clamp(torch.div(greatest, torch.add(total, 9.9999999999999995e-07)), None, 1.)
    if torch.lt(float(factor), 1.):
      torch._foreach_mul_(G, factor)
    return total

  # one AdamW update in place of weights W with gradients G, first moments M, second moments S, step counts N;
  # settings: learning rate, beta1, beta2, weight decay, eps
  def adamw(self: __torch__.Ops, settings: Tensor, W: List[Tensor], G: List[Tensor], M: List[Tensor], S: List[Tensor], N: List[Tensor]) -> Tensor:
    torch._foreach_add_(N, 1)
    empty = annotate(List[Tensor], [])
    torch._fused_adamw_(W, G, M, S, empty, N, lr=float(settings[0]), beta1=float(settings[1]), beta2=float(settings[2]), weight_decay=float(settings[3]), eps=float(settings[4]), amsgrad=False, maximize=False)
    return settings

  # sums M += share * gradients G, in place
  def accumulate(self: __torch__.Ops, share: Tensor, M: List[Tensor], G: List[Tensor]) -> Tensor:
    torch._foreach_add_(M, G, alpha=float(share))
    return share

  # ---- tensors ----

  # (in, out) -> (out, in), in memory of its own
  def transposed(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.clone(torch.t(x), memory_format=0)

  # rows of the first dimension in another order, in place
  def reorder(self: __torch__.Ops, x: Tensor, order: Tensor) -> Tensor:
    return torch.copy_(x, torch.index_select(x, 0, order), False)

  # rows [from, to) of the first dimension
  def rows_between(self: __torch__.Ops, x: Tensor, first: Tensor, end: Tensor) -> Tensor:
    return torch.slice(x, 0, int(first), int(end), 1)

  # columns [from, to)
  def columns_between(self: __torch__.Ops, x: Tensor, first: Tensor, end: Tensor) -> Tensor:
    return torch.slice(x, 1, int(first), int(end), 1)

  def dropout(self: __torch__.Ops, x: Tensor, share: Tensor) -> Tensor:
    return torch.dropout(x, float(share), True)

  # log of the softmax over the last dimension
  def log_softmax(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.log_softmax(self.high(x), -1, None)

  # a copy in the engine's own memory, by rows
  def own(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.clone(x, memory_format=0)

  # overwrites `to` in place
  def assign(self: __torch__.Ops, to: Tensor, value: Tensor) -> Tensor:
    return torch.copy_(to, value, False)

  # a copy in the precision of products
  def own_low(self: __torch__.Ops, x: Tensor) -> Tensor:
    return self.low(x)

  # a float32 copy in the engine's own memory, by rows
  def own_float(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, True, memory_format=0)

  # greatest entry of the last dimension
  def argmax(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.argmax(x, -1, False)

  # normal numbers of mean 0 from the engine's seeded generator, in place
  def normal(self: __torch__.Ops, x: Tensor, deviation: Tensor) -> Tensor:
    return torch.normal_(x, 0., float(deviation), generator=None)

  # uniform numbers in [-bound, bound), in place
  def uniform(self: __torch__.Ops, x: Tensor, bound: Tensor) -> Tensor:
    return torch.uniform_(x, torch.neg(float(bound)), float(bound), generator=None)
