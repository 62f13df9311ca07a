
  # ---- precision: products in bfloat16, what trains and what is summed up in float32 ----

  # x in bfloat16
  def low(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 15, False, False, None)

  # x in float32
  def high(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, False, None)

  # numbers added to scores in bfloat16, a mask of booleans as it is
  def low_mask(self: __torch__.Ops, mask: Tensor) -> Tensor:
    if torch.is_floating_point(mask):
      numbers = self.low(mask)
    else:
      numbers = mask
    return numbers
