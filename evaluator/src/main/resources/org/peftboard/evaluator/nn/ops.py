# The kernel library: fused operations as TorchScript source. Ops.java wraps this text into an archive that the engine loads; no Python runs.
#
# Dialect: what TorchScript's importer reads. Fully qualified types; `torch.NAME` is the operator aten::NAME; no imports, no defaults.
# Letters: B batch, T tokens, C model width, H heads, D head width, V vocabulary, S cache length. Scalars travel as tensors without
# dimensions: numbers given from Java would make tensors over memory that the garbage collector frees before backward reads it.
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
    return torch.linear(x, weight, None)

  def linear_bias(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)

  # ids (B, T) of int64, table (V, C) -> (B, T, C)
  def embedding(self: __torch__.Ops, ids: Tensor, table: Tensor) -> Tensor:
    return torch.embedding(table, ids)

  # x / sqrt(mean(x^2) + eps) * weight, over the last dimension
  def rms_norm(self: __torch__.Ops, x: Tensor, weight: Tensor, eps: Tensor) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], weight, float(eps))

  # silu(gate) * up
  def swiglu(self: __torch__.Ops, gate: Tensor, up: Tensor) -> Tensor:
    return torch.mul(torch.silu(gate), up)

  def add(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.add(x, y)

  # ---- attention ----

  # (B, T, H*D) -> (B, H, T, D)
  def heads(self: __torch__.Ops, x: Tensor, width: int) -> Tensor:
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), -1, width]), 1, 2)

  # x (B, H, T, D), cos and sin (B or 1, T, D): the rotate-half form of Hugging Face's LLaMA
  def rotate(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(x, 3), 2)
    left = torch.slice(x, 3, 0, half, 1)
    right = torch.slice(x, 3, half, 9223372036854775807, 1)
    turned = torch.cat([torch.neg(right), left], 3)
    return torch.add(torch.mul(x, torch.unsqueeze(cos, 1)), torch.mul(turned, torch.unsqueeze(sin, 1)))

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
    query = self.rotate(self.heads(q, width), cos, sin)
    number = torch.size(query, 1)
    key = self.spread(self.rotate(self.heads(k, width), cos, sin), number)
    value = self.spread(self.heads(v, width), number)
    return self.joined(torch.scaled_dot_product_attention(query, key, value, None, 0., True))

  # The same through a cache of (B, G, S, D), written in place at [start, start + T); mask (B, 1, T, start + T), true where a query may look.
  def rope_attention_cached(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: Tensor, mask: Tensor) -> Tensor:
    query, key, value = self.through_cache(q, k, v, cos, sin, keys, values, int(start))
    return self.joined(torch.scaled_dot_product_attention(query, key, value, mask, 0., False))

  # The same where nothing is padded: one new token looks at everything, several at what is before them (start is 0 then).
  def rope_attention_cached_unpadded(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: Tensor) -> Tensor:
    query, key, value = self.through_cache(q, k, v, cos, sin, keys, values, int(start))
    causal = torch.gt(torch.size(q, 1), 1)
    return self.joined(torch.scaled_dot_product_attention(query, key, value, None, 0., causal))

  def through_cache(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, cos: Tensor, sin: Tensor, keys: Tensor, values: Tensor, start: int) -> Tuple[Tensor, Tensor, Tensor]:
    width = torch.size(cos, 2)
    end = torch.add(start, torch.size(q, 1))
    query = self.rotate(self.heads(q, width), cos, sin)
    number = torch.size(query, 1)
    _0 = torch.copy_(torch.slice(keys, 2, start, end, 1), self.rotate(self.heads(k, width), cos, sin), False)
    _1 = torch.copy_(torch.slice(values, 2, start, end, 1), self.heads(v, width), False)
    key = self.spread(torch.slice(keys, 2, 0, end, 1), number)
    value = self.spread(torch.slice(values, 2, 0, end, 1), number)
    return (query, key, value)

  # ---- PEFT methods ----

  # W x + scaling * B A drop(x): weight (out, in), a (r, in), b (out, r)
  def low_rank_linear(self: __torch__.Ops, x: Tensor, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor, dropout: Tensor) -> Tensor:
    update = torch.linear(torch.linear(torch.dropout(x, float(dropout), True), a, None), b, None)
    return torch.add(torch.linear(x, weight, None), torch.mul(update, scaling))

  # the same without dropout
  def low_rank_linear_dry(self: __torch__.Ops, x: Tensor, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    update = torch.linear(torch.linear(x, a, None), b, None)
    return torch.add(torch.linear(x, weight, None), torch.mul(update, scaling))

  # W + scaling * B A
  def low_rank_merge(self: __torch__.Ops, weight: Tensor, a: Tensor, b: Tensor, scaling: Tensor) -> Tensor:
    return torch.add(weight, torch.mul(torch.matmul(b, a), scaling))

  # ---- loss and optimizer ----

  # rows of x (B, T, C) at flat positions (N) -> (N, C)
  def rows(self: __torch__.Ops, x: Tensor, positions: Tensor) -> Tensor:
    return torch.index_select(torch.flatten(x, 0, 1), 0, positions)

  # mean cross-entropy in nats; logits (N, V), targets (N), -100 is ignored
  def cross_entropy(self: __torch__.Ops, logits: Tensor, targets: Tensor) -> Tensor:
    return torch.cross_entropy_loss(logits, targets, None, 1, -100, 0.)

  # gradients of a scalar loss for each of the tensors W
  def gradients(self: __torch__.Ops, loss: Tensor, W: List[Tensor]) -> List[Tensor]:
    found = torch.grad([loss], W, None, None, False, True)
    result = annotate(List[Tensor], [])
    for i in range(torch.len(W)):
      one = found[i]
      if torch.__is__(one, None):
        filled = torch.zeros_like(W[i])
      else:
        filled = unchecked_cast(Tensor, one)
      _0 = torch.append(result, filled)
    return result

  # scales all gradients G in place so that their joint L2 norm is at most `greatest`; gives the norm before
  def clip(self: __torch__.Ops, greatest: Tensor, G: List[Tensor]) -> Tensor:
    norms = torch._foreach_norm(G, 2)
    total = torch.norm(torch.stack(norms, 0), 2)
    factor = torch.clamp(torch.div(greatest, torch.add(total, 9.9999999999999995e-07)), None, 1.)
    torch._foreach_mul_(G, factor)
    return total

  # one AdamW update in place of weights W with gradients G, first moments M, second moments S, step counts N;
  # settings: learning rate, beta1, beta2, weight decay, eps
  def adamw(self: __torch__.Ops, settings: Tensor, W: List[Tensor], G: List[Tensor], M: List[Tensor], S: List[Tensor], N: List[Tensor]) -> Tensor:
    torch._foreach_add_(N, 1)
    empty = annotate(List[Tensor], [])
    torch._fused_adamw_(W, G, M, S, empty, N, lr=float(settings[0]), beta1=float(settings[1]), beta2=float(settings[2]), weight_decay=float(settings[3]), eps=float(settings[4]), amsgrad=False, maximize=False)
    return settings

  # ---- tensors ----

  # a copy in the engine's own memory
  def own(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.clone(x)

  # overwrites `to` in place
  def assign(self: __torch__.Ops, to: Tensor, value: Tensor) -> Tensor:
    return torch.copy_(to, value, False)

  # a float32 copy in the engine's own memory
  def own_float(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, True, None)

  # greatest entry of the last dimension
  def argmax(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.argmax(x, -1, False)

  # normal numbers of mean 0 from the engine's seeded generator, in place
  def normal(self: __torch__.Ops, x: Tensor, deviation: Tensor) -> Tensor:
    return torch.normal_(x, 0., float(deviation), generator=None)

  # uniform numbers in [-bound, bound), in place
  def uniform(self: __torch__.Ops, x: Tensor, bound: Tensor) -> Tensor:
    return torch.uniform_(x, torch.neg(float(bound)), float(bound), generator=None)
