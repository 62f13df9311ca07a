
  # ---- products of matrices: by the engine's BLAS ----

  # x (.., in), weight (out, in) -> (.., out)
  def matrix_product(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    return torch.linear(x, weight, bias)

  # the same where no gradient is wanted, or of tensors that have none
  def untaped_product(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    return torch.linear(x, weight, bias)

  # the same matrix (out, in), laid out in memory by its columns: one vector times it then reads memory in order
  def lay_out(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.set_(x, torch.t(torch.clone(torch.t(x), memory_format=0)))

  # x + y in the memory of y, which nobody needs again
  def add_into(self: __torch__.Ops, x: Tensor, y: Tensor) -> Tensor:
    return torch.add_(y, x)
